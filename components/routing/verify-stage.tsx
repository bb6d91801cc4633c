'use client'
import { useQuery } from '@tanstack/react-query'
import { changeQuery } from '../../lib/client/queries/changes.ts'
import { routes } from '../../lib/client/routes.ts'
import type { ChangeDetail } from '../../lib/contract/changes.ts'
import type { RoutingRule, RoutingView } from '../../lib/contract/routing.ts'
import { draftOf } from '../../lib/domain/routing/draft.ts'
import { ruleIn } from '../../lib/domain/routing/weight-changes.ts'
import { useScope } from '../shell/use-scope.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { Note } from '../ui/note.tsx'
import { PanelSection } from '../ui/panel.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'
import { ChangeFacts, ChangeTimeline } from './change-facts.tsx'
import { liveWeights } from './edit.ts'
import { ShareCard } from './share-card.tsx'
import { StagePanel } from './stage-panel.tsx'
import { SplitCard } from './split-card.tsx'
import { UndoAction } from './undo-action.tsx'
import type { UndoOf } from './use-undo-of.ts'
import { VerdictNote } from './verdict-note.tsx'

type StageProps = {
  view: RoutingView
  rule: RoutingRule
  changeId: string
  undo: UndoOf
  onClose: () => void
}

/** The proof of a change, and the way back. */
export function VerifyStage(props: StageProps) {
  const query = useQuery({ ...changeQuery(props.changeId), refetchInterval: ({ state }) => pace(state.data) })
  if (query.data) return <Proof {...props} change={query.data} />
  return (
    <div className="min-w-0 flex-1 p-4">
      {query.error ? (
        <Note tone="degraded" role="alert" actions={<Button onPress={props.onClose}>Back to the draft</Button>}>
          <b>This change can&apos;t be shown.</b> {query.error.message}
        </Note>
      ) : (
        <SkeletonRows rows={8} label="Loading the change" />
      )}
    </div>
  )
}

function Proof({ view, rule, change, undo, onClose }: StageProps & { change: ChangeDetail }) {
  const before = ruleIn(change.before, (other) => other.reference === rule.reference)
  const place = view.rules.findIndex(({ reference }) => reference === rule.reference)
  const weights = before?.slices.map(({ effective }) => effective) ?? liveWeights(rule)
  return (
    <>
      <div className="flex min-w-0 flex-1 flex-col gap-3 overflow-auto p-4 max-lg:flex-none max-lg:overflow-visible">
        <VerdictNote change={change} />
        <SplitCard
          rule={sinceApply(rule, change)}
          place={place}
          host={rule.slices[0]?.host ?? ''}
          draft={draftOf(liveWeights(rule))}
          isReadOnly
          observedSpan={change.verification === null ? 'last 5 min' : 'since apply'}
          bars={{ upper: 'Before', lower: 'Live now', weights }}
          onAction={() => undefined}
        />
        <ShareCard view={view} rule={rule} change={change} />
      </div>
      <StagePanel label="The change">
        <ChangeFacts change={change} />
        <ChangeTimeline change={change} />
        <UndoSection change={change} undo={undo} onClose={onClose} />
      </StagePanel>
    </>
  )
}

function UndoSection({ change, undo, onClose }: Pick<StageProps, 'undo' | 'onClose'> & { change: ChangeDetail }) {
  const { scope } = useScope()
  return (
    <PanelSection>
      {undo.error === null ? null : (
        <div className="mb-2">
          <Note tone="failing" role="alert">
            <b>Not undone.</b> {undo.error}
          </Note>
        </div>
      )}
      <div className="flex flex-wrap gap-2">
        <UndoAction undo={undo} variant="danger" />
        <Button onPress={onClose}>New draft</Button>
        <ButtonLink href={routes.change(scope, change.id)}>
          <Icon name="history" size={14} /> Ledger
        </ButtonLink>
      </div>
    </PanelSection>
  )
}

/** The rule with what was observed since the change instead of over the last minutes. */
function sinceApply(rule: RoutingRule, { verification }: ChangeDetail): RoutingRule {
  if (verification === null) return rule
  const slices = rule.slices.map((slice, place) => {
    const seen = verification.slices[place]
    if (!seen || seen.observed === null || seen.low === null || seen.high === null) return { ...slice, observed: null }
    return { ...slice, observed: { share: seen.observed, low: seen.low, high: seen.high, n: verification.n } }
  })
  return { ...rule, slices }
}

function pace(change: ChangeDetail | undefined): number {
  return change?.verification?.state === 'pending' || change?.outcome === 'started' ? 1_000 : 10_000
}
