'use client'
import { useMutation } from '@tanstack/react-query'
import { revertChange } from '../../lib/client/write-change.ts'
import type { ChangeAnswer, ChangeDetail } from '../../lib/contract/changes.ts'
import { ApiError } from '../../lib/client/api.ts'
import { ChecksList, checksSummary } from '../routing/checks-list.tsx'
import { DiffLines } from '../routing/diff-lines.tsx'
import { useUndo } from '../routing/use-undo.ts'
import { useShortcut } from '../shell/shortcuts/shortcut-provider.tsx'
import { useIsCapsule } from '../shell/use-capsule.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { Note } from '../ui/note.tsx'
import { PanelSection } from '../ui/panel.tsx'

/** The way back: its own checks and dry run first, then the button. */
export function RevertSection({ change, onReverted }: { change: ChangeDetail; onReverted: (id: string) => void }) {
  const check = useMutation({ mutationFn: () => revertChange(change.id, { dryRun: true }) })
  const undo = useUndo(onReverted)
  const isCapsule = useIsCapsule()
  const isOpen = !isCapsule && change.outcome === 'applied' && change.revertedBy === null
  const isDeployment = change.object.kind === 'Deployment'
  const canUndo = isOpen && !isDeployment
  const run = () => {
    if (canUndo && check.data === undefined && !check.isPending) check.mutate()
  }
  useShortcut({ keys: 'u', label: 'Check the revert of this entry', group: 'This page', run })
  if (isOpen && isDeployment) return <RolloutNote change={change} />
  if (!canUndo) return null
  return (
    <PanelSection
      title="Revert"
      actions={check.data ? <span className="text-dense text-ink-3">{checksSummary(check.data.checks)}</span> : null}
    >
      <div className="flex flex-col gap-2">
        {check.data ? (
          <Prepared answer={check.data} />
        ) : (
          <p className="text-dense text-ink-3">
            Nothing is written by the check: it looks whether the object is still as this change left it, and asks the
            API server.
          </p>
        )}
        <Refusal error={undo.error ?? check.error} />
        <div className="flex gap-2">
          {check.data ? (
            <Button
              variant="danger"
              className="flex-1"
              isDisabled={undo.isPending}
              onPress={() => undo.mutate({ id: change.id })}
            >
              <Icon name="undo" size={14} /> Revert: {check.data.summary}
            </Button>
          ) : (
            <Button className="flex-1" isDisabled={check.isPending} onPress={run}>
              <Icon name="undo" size={14} /> {check.isPending ? 'Checking' : 'Check the revert'}
            </Button>
          )}
        </div>
      </div>
    </PanelSection>
  )
}

/** A Deployment keeps its own history of revisions. */
function RolloutNote({ change }: { change: ChangeDetail }) {
  const { namespace, name } = change.object
  return (
    <PanelSection title="Revert">
      <p className="text-dense text-ink-2">A Deployment goes back by its own rollout:</p>
      <code className="mono text-small select-all">{`kubectl rollout undo deployment/${name} -n ${namespace}`}</code>
    </PanelSection>
  )
}

function Prepared({ answer }: { answer: ChangeAnswer }) {
  return (
    <>
      <ChecksList checks={answer.checks} />
      <div className="max-h-48 overflow-auto rounded-ctl border border-line-subtle">
        <DiffLines lines={answer.diff.weights} />
      </div>
      {answer.owner.action === 'apply' ? null : (
        <Note tone="degraded" icon="branch">
          {answer.owner.sentence}
        </Note>
      )}
    </>
  )
}

function Refusal({ error }: { error: Error | null }) {
  if (error === null) return null
  const isConflict = error instanceof ApiError && error.status === 409
  return (
    <Note tone={isConflict ? 'degraded' : 'failing'} role="alert">
      <b>{isConflict ? 'Changed since.' : 'Not possible.'}</b> {error.message}
    </Note>
  )
}
