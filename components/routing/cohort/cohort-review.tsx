'use client'
import { useEffect, useMemo } from 'react'
import type { RoutingRule, RoutingView } from '../../../lib/contract/routing.ts'
import type { JsonObject } from '../../../lib/domain/kubernetes/json.ts'
import { patchBetween } from '../../../lib/domain/routing/guided/object-patch.ts'
import { Button } from '../../ui/button.tsx'
import { NotAccepted } from '../../ui/not-accepted.tsx'
import { Note } from '../../ui/note.tsx'
import { DiffLines } from '../diff-lines.tsx'
import { useUndoToast } from '../use-undo.ts'
import { sentenceOf, useWrite } from '../use-write.ts'

/** The dry run of a cohort's rule coming or going, its diff, and the button that writes it by the guarded path. */
export function CohortReview({
  view,
  rule,
  after,
  reason,
  verb,
  onEnd,
}: {
  view: RoutingView
  rule: RoutingRule
  after: JsonObject
  reason: string
  verb: string
  onEnd: () => void
}) {
  const offerUndo = useUndoToast(() => undefined)
  const { dryRun, apply } = useWrite(({ changeId, summary }) => {
    if (changeId !== null) offerUndo(changeId, summary)
    onEnd()
  })
  // The view is read anew all the time; only another object or version needs another dry run.
  const { namespace, name, object, resourceVersion } = view
  const request = useMemo(
    () => ({
      kind: 'VirtualService',
      namespace,
      name,
      patch: patchBetween(object, after),
      resourceVersion,
      reason,
    }),
    [namespace, name, object, resourceVersion, after, reason],
  )
  const { mutate: check } = dryRun
  useEffect(() => check(request), [check, request])
  const error = sentenceOf(apply.error ?? dryRun.error)
  return (
    <div className="mt-2 flex flex-col gap-2" aria-live="polite">
      {rule.name === null ? (
        <Note tone="degraded">
          <b>This rule has no name.</b> It is called by its place, which changes: a plan that runs on {rule.reference}{' '}
          would pause.
        </Note>
      ) : null}
      <NotAccepted error={error} />
      {dryRun.data === undefined ? null : (
        <div className="max-h-72 overflow-auto rounded-ctl border border-line-subtle">
          <DiffLines lines={dryRun.data.diff.weights} />
        </div>
      )}
      <div className="flex items-center gap-2">
        <span className="mr-auto text-small text-ink-3">
          {dryRun.data === undefined ? 'Asking the API server' : 'Dry run accepted, nothing is stored yet'}
        </span>
        <Button size="sm" onPress={onEnd}>
          Cancel
        </Button>
        <Button
          size="sm"
          variant="primary"
          isDisabled={dryRun.data === undefined || apply.isPending}
          onPress={() => apply.mutate(request)}
        >
          {verb}
        </Button>
      </div>
    </div>
  )
}
