'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { messageOf } from '../../../lib/domain/model/heddle-error.ts'
import { tracesQuery } from '../../../lib/client/queries/traces.ts'
import { routes } from '../../../lib/client/routes.ts'
import type { SpanNode } from '../../../lib/domain/tracing/span-tree.ts'
import { usualTrace } from '../../../lib/domain/tracing/usual-trace.ts'
import { Button } from '../../ui/button.tsx'
import { notify } from '../../ui/toast.tsx'

/** Opens the comparison with the median of the traces of the same operation around that time. */
export function CompareWithUsual({ traceId, root }: { traceId: string; root: SpanNode }) {
  const client = useQueryClient()
  const router = useRouter()
  const [busy, setBusy] = useState(false)
  const open = async () => {
    setBusy(true)
    const { service, operation, namespace } = root.span
    // The window ends a little after the trace, so that it lies in its middle.
    const at = new Date(Math.min(Date.now(), root.startUs / 1_000 + 900_000)).toISOString()
    const search = { service, operation, namespace: namespace ?? undefined, window: '30m', at, limit: 50 }
    try {
      const { items } = await client.fetchQuery(tracesQuery(search))
      const usual = usualTrace(items, traceId)
      if (usual === null)
        notify({ status: 'unknown', text: `Fewer than five good traces of ${operation} are known around that time.` })
      else router.push(routes.traceCompare(traceId, usual.traceId))
    } catch (error) {
      notify({ status: 'failing', text: messageOf(error) })
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button size="sm" isDisabled={busy} onPress={() => void open()}>
      {busy ? 'Searching' : 'Compare with usual'}
    </Button>
  )
}
