'use client'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { beginRemoval, removalPreviewQuery } from '../../../lib/client/queries/sequences.ts'
import type { RoutingView } from '../../../lib/contract/routing.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Note } from '../../ui/note.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { SequenceSteps } from './sequence-steps.tsx'
import { SequenceProgress } from './setup-view.tsx'

/** "Remove all routing of this service": what goes in which order first, then the button. */
export function RemoveRouting({ view }: { view: RoutingView }) {
  const [isOpen, setOpen] = useState(false)
  const service = serviceOf(view)
  if (service === null) return null
  return (
    <>
      <Button variant="ghost" onPress={() => setOpen(true)}>
        Remove all routing
      </Button>
      {isOpen ? <RemovalDialog service={service} onClose={() => setOpen(false)} /> : null}
    </>
  )
}

function RemovalDialog({ service, onClose }: { service: { namespace: string; name: string }; onClose: () => void }) {
  const preview = useQuery(removalPreviewQuery(service))
  const begin = useMutation({ mutationFn: () => beginRemoval(service) })
  const id = begin.data?.id ?? null
  return (
    <Dialog
      title={`Remove all routing of ${service.name}?`}
      role="alertdialog"
      isOpen
      onClose={onClose}
      width={560}
      footer={
        <>
          <Button onPress={onClose}>{id === null ? 'Cancel' : 'Close'}</Button>
          {id === null ? (
            <Button
              variant="danger"
              isDisabled={preview.data === undefined || begin.isPending}
              onPress={() => begin.mutate()}
            >
              Remove
            </Button>
          ) : null}
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {id === null ? (
          <>
            <p className="text-dense text-ink-2">
              Requests then go to all ready pods alike, whatever their version. Each deletion has an entry in the ledger
              and can be put back from there.
            </p>
            {preview.error ? <Note tone="failing">{preview.error.message}</Note> : null}
            {preview.data ? (
              <SequenceSteps sequence={preview.data} />
            ) : preview.error ? null : (
              <SkeletonRows rows={3} />
            )}
            {begin.error ? <Note tone="failing">{begin.error.message}</Note> : null}
          </>
        ) : (
          <SequenceProgress id={id} />
        )}
      </div>
    </Dialog>
  )
}

/** The one service in the mesh that the object is for; null for gateways and several hosts. */
function serviceOf(view: RoutingView): { namespace: string; name: string } | null {
  const [host, ...others] = view.hosts
  if (host === undefined || others.length > 0 || host.includes('*') || view.gateways.some((one) => one !== 'mesh'))
    return null
  const [name = '', namespace = view.namespace] = host.split('.')
  return { namespace, name }
}
