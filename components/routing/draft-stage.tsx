'use client'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { routes } from '../../lib/client/routes.ts'
import type { RoutingRule, RoutingView } from '../../lib/contract/routing.ts'
import { useScope } from '../shell/use-scope.ts'
import { PanelSection } from '../ui/panel.tsx'
import { ChecksList, checksSummary } from './checks-list.tsx'
import { CohortCard } from './cohort/cohort-card.tsx'
import { ConflictView } from './conflict-view.tsx'
import { DiffCard } from './diff-card.tsx'
import { loadYamlDiff } from './draft-diff.ts'
import { draftChecks, draftObject, draftPatch } from './draft-facts.ts'
import { DraftGraph } from './draft-graph.tsx'
import { SettingsSection } from './guided/settings-section.tsx'
import { liveWeights, shownDraft } from './edit.ts'
import { ReasonField } from './reason-field.tsx'
import { ReviewView } from './review-view.tsx'
import { StagePanel } from './stage-panel.tsx'
import { SplitCard } from './split-card.tsx'
import type { EditControl } from './use-edit.ts'
import type { Review } from './use-review.tsx'

type StageProps = { view: RoutingView; rule: RoutingRule; control: EditControl; review: Review }

/** Drafting and reviewing one rule; the checks stay beside both. */
export function DraftStage({ view, rule, control, review, children }: StageProps & { children: ReactNode }) {
  const { edit, standing } = control
  const draft = shownDraft(edit, rule)
  const isConflict = standing.type === 'conflict' && edit?.rule === rule.reference
  return (
    <>
      <div className="flex min-w-0 flex-1 flex-col gap-3 overflow-auto p-4 max-lg:flex-none max-lg:overflow-visible">
        {children}
        {isConflict && edit !== null ? (
          <ConflictView {...{ view, rule, edit }} onChoose={control.choose} onDiscard={control.discard} />
        ) : review.answer !== null ? (
          <ReviewView answer={review.answer} />
        ) : (
          <Drafting view={view} rule={rule} control={control} />
        )}
      </div>
      <StagePanel label="Checks and effect of the draft">
        <GraphSection view={view} rule={rule} control={control} />
        <ChecksSection view={view} rule={rule} weights={draft.weights} />
        <SettingsSection view={view} rule={rule} />
        {control.isDirty ? (
          <PanelSection>
            <ReasonField value={edit?.reason ?? ''} onChange={control.setReason} />
          </PanelSection>
        ) : null}
      </StagePanel>
    </>
  )
}

function Drafting({ view, rule, control }: Omit<StageProps, 'review'>) {
  const { edit } = control
  const draft = shownDraft(edit, rule)
  const place = view.rules.findIndex(({ reference }) => reference === rule.reference)
  const weights = control.isDirty && edit?.rule === rule.reference ? draft.weights : null
  const { data: diff = null } = useQuery({
    queryKey: ['routing', 'draft-diff', view.namespace, view.name, view.resourceVersion, rule.reference, weights],
    queryFn: () => loadYamlDiff(view.object, draftObject(view, rule.reference, weights ?? [])),
    enabled: weights !== null,
    placeholderData: (previous) => previous,
  })
  if (rule.slices.length === 0)
    return <p className="px-1 text-dense text-ink-2">This rule does not route: {rule.action}.</p>
  return (
    <>
      <SplitCard
        rule={rule}
        place={place}
        host={rule.slices[0]?.host ?? ''}
        draft={draft}
        isReadOnly={view.owner.action === 'use-owner'}
        observedSpan="last 5 min"
        bars={{ upper: 'Live', lower: 'Draft', weights: liveWeights(rule) }}
        onAction={(action) => control.act(rule, action)}
      />
      <DiffCard
        title="Diff against live"
        resourceVersion={view.resourceVersion}
        diff={weights === null ? null : diff}
        patch={weights === null ? [] : draftPatch(view, rule.reference, weights)}
      />
      <CohortCard key={rule.reference} view={view} rule={rule} />
    </>
  )
}

function GraphSection({ view, rule, control }: Omit<StageProps, 'review'>) {
  const { scope } = useScope()
  return (
    <PanelSection
      title="Draft on the graph"
      actions={
        <Link href={routes.graph({ ...scope, namespaces: [view.namespace] })} className="text-dense">
          Open graph
        </Link>
      }
    >
      <DraftGraph rule={rule} draft={shownDraft(control.edit, rule)} callers={view.callers} />
    </PanelSection>
  )
}

function ChecksSection({ view, rule, weights }: { view: RoutingView; rule: RoutingRule; weights: readonly number[] }) {
  const checks = draftChecks(view, rule, weights)
  return (
    <PanelSection
      title="Checks before apply"
      actions={<span className="text-dense text-ink-3">{checksSummary(checks)}</span>}
    >
      <ChecksList checks={checks} />
    </PanelSection>
  )
}
