'use client'
import { useQueries } from '@tanstack/react-query'
import { useRouter, useSearchParams } from 'next/navigation'
import { traceQuery } from '../../../lib/client/queries/traces.ts'
import { routes } from '../../../lib/client/routes.ts'
import type { Trace } from '../../../lib/domain/tracing/model.ts'
import { useShortcut } from '../../shell/shortcuts/shortcut-provider.tsx'
import { StatusItems } from '../../shell/status-bar.tsx'
import { useScope } from '../../shell/use-scope.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { Note } from '../../ui/note.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { CompareView } from './compare-view.tsx'

const idPattern = /^([0-9a-f]{32}|[0-9a-f]{16})$/

/** Two traces of the URL beside each other. */
export function ComparePage() {
  const params = useSearchParams()
  const { scope } = useScope()
  const a = params.get('a') ?? ''
  const b = params.get('b') ?? ''
  if (idPattern.test(a) && idPattern.test(b)) return <Compared key={`${a} ${b}`} a={a} b={b} />
  return (
    <EmptyState
      icon="traces"
      title="Two traces are compared: the address names none or only one."
      detail="Tick two traces of a search, or open one and choose what to compare it with."
      action={
        <ButtonLink size="sm" href={routes.traces(scope)}>
          Search traces
        </ButtonLink>
      }
    />
  )
}

function Compared({ a, b }: { a: string; b: string }) {
  const router = useRouter()
  const [first, second] = useQueries({ queries: [traceQuery(a), traceQuery(b)] })
  const swap = () => router.replace(routes.traceCompare(b, a))
  useShortcut({ keys: 'x', label: 'Swap A and B', group: 'This page', run: swap })
  const failed = [first, second].find((query) => query?.error !== null && query?.error !== undefined)
  if (failed?.error)
    return (
      <div className="p-4">
        <Note
          tone="failing"
          role="alert"
          actions={
            <Button size="sm" onPress={() => void failed.refetch()}>
              Try again
            </Button>
          }
        >
          {failed.error.message}
        </Note>
      </div>
    )
  const traces: readonly (Trace | undefined)[] = [first?.data, second?.data]
  const [left, right] = traces
  if (left === undefined || right === undefined) return <SkeletonRows rows={16} label="Loading both traces" />
  return (
    <>
      <CompareView a={left} b={right} onSwap={swap} onBack={() => router.back()} />
      <StatusItems>
        <span className="ml-auto flex items-center gap-1 max-md:hidden">
          <Kbd>J</Kbd> <Kbd>K</Kbd> span
        </span>
        <span className="flex items-center gap-1 max-md:hidden">
          <Kbd>N</Kbd> next difference
        </span>
        <span className="flex items-center gap-1 max-md:hidden">
          <Kbd>X</Kbd> swap
        </span>
      </StatusItems>
    </>
  )
}
