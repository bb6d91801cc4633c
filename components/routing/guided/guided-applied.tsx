'use client'
import { useQuery } from '@tanstack/react-query'
import { changeQuery } from '../../../lib/client/queries/changes.ts'
import { routes } from '../../../lib/client/routes.ts'
import { useScope } from '../../shell/use-scope.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Note } from '../../ui/note.tsx'
import { Card } from '../../ui/panel.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { ChangeFacts, ChangeTimeline } from '../change-facts.tsx'
import { DiffCard } from '../diff-card.tsx'
import { UndoAction } from '../undo-action.tsx'
import { useUndoOf } from '../use-undo-of.ts'

/** What was written and what became of it, with the way back. */
export function GuidedApplied({
  object,
  changeId,
  onOpen,
}: {
  object: { namespace: string; name: string }
  changeId: string
  onOpen: (changeId: string) => void
}) {
  const { scope } = useScope()
  const { data: change, error } = useQuery({ ...changeQuery(changeId), refetchInterval: 2_000 })
  const undo = useUndoOf(changeId, onOpen)
  if (change === undefined) {
    return error === null ? (
      <SkeletonRows rows={6} label="Loading the change" />
    ) : (
      <Note tone="degraded" role="alert">
        <b>This change can&apos;t be shown.</b> {error.message}
      </Note>
    )
  }
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_380px] items-start gap-2.5 max-lg:grid-cols-1">
      <div className="flex min-w-0 flex-col gap-2.5">
        {undo.error === null ? null : (
          <Note tone="failing" role="alert">
            <b>Not undone.</b> {undo.error}
          </Note>
        )}
        <DiffCard
          title="What was written"
          hint={change.summary}
          resourceVersion={null}
          diff={change.diff}
          patch={change.patch}
          changedLabel="Changes"
        />
        <div className="flex flex-wrap gap-2">
          <UndoAction undo={undo} variant="danger" />
          <ButtonLink href={routes.routing(scope, object.namespace, object.name)}>Its effect on the routing</ButtonLink>
          <ButtonLink href={routes.change(scope, change.id)}>Ledger</ButtonLink>
        </div>
      </div>
      <Card>
        <ChangeFacts change={change} />
        <ChangeTimeline change={change} />
      </Card>
    </div>
  )
}
