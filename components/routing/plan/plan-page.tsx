'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useSearchParams } from 'next/navigation'
import { useState } from 'react'
import { plansQuery } from '../../../lib/client/queries/plans.ts'
import { routingQuery } from '../../../lib/client/queries/routing.ts'
import { routes } from '../../../lib/client/routes.ts'
import { createPlan } from '../../../lib/client/write-plan.ts'
import type { PlanView } from '../../../lib/contract/plans.ts'
import type { RoutingRule, RoutingView } from '../../../lib/contract/routing.ts'
import { isActive } from '../../../lib/domain/routing/plan/plan.ts'
import { templates } from '../../../lib/domain/routing/plan/new-plan.ts'
import { PageBar, PageBody, PageTitle } from '../../shell/page-bar.tsx'
import { useScope } from '../../shell/use-scope.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { StatusChip } from '../../ui/chip.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Note } from '../../ui/note.tsx'
import { Card } from '../../ui/panel.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { StagePanel } from '../stage-panel.tsx'
import { PlanActions } from './plan-actions.tsx'
import { planDraft, planDraftFault, planRequestOf, type PlanDraft, type TemplateId } from './plan-draft.ts'
import { PlanEditor } from './plan-editor.tsx'
import { PlanExport } from './plan-export.tsx'
import { PlanPanel } from './plan-panel.tsx'
import { PlanSide } from './plan-side.tsx'
import { RunningPlan } from './running-plan.tsx'
import { statusMark, statusWords } from './plan-words.ts'

type ObjectName = { namespace: string; name: string }

/** The plan of one VirtualService: make one, or watch the one that runs. */
export function PlanPage({ namespace, name }: ObjectName) {
  const routing = useQuery({ ...routingQuery({ namespace, name }), refetchInterval: 10_000 })
  const plans = useQuery({ ...plansQuery({ namespace, name, limit: 20 }), refetchInterval: 2000 })
  const view = routing.data
  const error = routing.error ?? plans.error
  if (view?.type === 'virtual-service' && plans.data) return <Plans view={view} plans={plans.data.plans} />
  return (
    <>
      <PageBar label="Plan">
        <PageTitle title={name} facts={`${namespace}, staged plan`} />
      </PageBar>
      <PageBody>
        <Card>
          {view?.type === 'no-virtual-service' ? (
            <EmptyState
              icon="routing"
              title="There is nothing to stage yet."
              detail={`No VirtualService names ${name}.`}
            />
          ) : error ? (
            <EmptyState icon="warning" title="The plans could not be read." detail={error.message} />
          ) : (
            <SkeletonRows rows={8} label="Loading the plans" />
          )}
        </Card>
      </PageBody>
    </>
  )
}

function Plans({ view, plans }: { view: RoutingView; plans: readonly PlanView[] }) {
  const [opened, setOpened] = useState<string | null>(null)
  const active = plans.find(({ state }) => isActive(state))
  // The plan that ran stays open when it ends: its end is what one waits for.
  if (active !== undefined && opened === null) setOpened(active.id)
  const shown = plans.find(({ id }) => id === opened) ?? active ?? null
  const params = useSearchParams()
  const rule =
    view.rules.find(({ reference }) => reference === params.get('rule')) ??
    view.rules.find(({ protocol, slices }) => protocol === 'http' && slices.length > 1)
  const side = { plans, shown: shown?.id ?? null, onOpen: setOpened }
  if (shown !== null) {
    return (
      <Frame view={view} title={`Plan ${shown.id}`} plan={shown} actions={<PlanActions plan={shown} />}>
        <PlanSide {...side} isNewPossible={active === undefined} onNew={() => setOpened(null)} />
        <Middle>
          <RunningPlan plan={shown} />
        </Middle>
        <PlanPanel plan={shown} destinationRule={destinationRuleOf(view)} />
      </Frame>
    )
  }
  if (rule === undefined) {
    return (
      <Frame view={view} title="New plan">
        <Middle>
          <Note tone="accent">
            <b>No http rule of {view.name} has two destinations.</b> There is nothing to shift in steps.
          </Note>
        </Middle>
      </Frame>
    )
  }
  return <NewPlan key={rule.reference} view={view} rule={rule} side={side} />
}

type Side = { plans: readonly PlanView[]; shown: string | null; onOpen: (id: string | null) => void }

function NewPlan({ view, rule, side }: { view: RoutingView; rule: RoutingRule; side: Side }) {
  const [template, setTemplate] = useState<TemplateId>(templates[0].id)
  const [draft, setDraft] = useState<PlanDraft>(() => planDraft(rule, templates[0].id))
  const client = useQueryClient()
  const start = useMutation({
    mutationFn: createPlan,
    onSuccess: () => client.invalidateQueries({ queryKey: ['plans'] }),
  })
  const fault = planDraftFault(rule, draft) ?? (view.owner.action === 'use-owner' ? view.owner.sentence : null)
  const request = planRequestOf(view, rule, draft)
  return (
    <Frame
      view={view}
      title="New plan"
      actions={
        <Button
          variant="primary"
          isDisabled={fault !== null || request === null || start.isPending || view.permission.type === 'denied'}
          onPress={() => {
            if (request !== null) start.mutate(request)
          }}
        >
          <Icon name="play" size={14} /> Start the plan
        </Button>
      }
    >
      <PlanSide
        {...side}
        isNewPossible
        onNew={() => undefined}
        template={template}
        onTemplate={(id) => {
          setTemplate(id)
          setDraft(planDraft(rule, id))
        }}
      />
      <Middle>
        {start.error ? (
          <Note tone="failing" role="alert">
            <b>Not started.</b> {start.error.message}
          </Note>
        ) : fault === null ? null : (
          <Note tone="degraded">
            <b>This plan can&apos;t begin.</b> {fault}
          </Note>
        )}
        {view.permission.type === 'denied' ? <Note tone="degraded">{view.permission.reason}</Note> : null}
        <PlanEditor rule={rule} draft={draft} onChange={setDraft} />
      </Middle>
      <StagePanel label="The plan for other tools">
        {request === null ? null : <PlanExport plan={{ spec: request }} destinationRule={destinationRuleOf(view)} />}
      </StagePanel>
    </Frame>
  )
}

function Frame({
  view,
  title,
  plan,
  actions,
  children,
}: {
  view: RoutingView
  title: string
  plan?: PlanView
  actions?: React.ReactNode
  children: React.ReactNode
}) {
  const { scope } = useScope()
  return (
    <>
      <PageBar
        label="Plan"
        actions={
          <>
            <ButtonLink variant="ghost" href={routes.routing(scope, view.namespace, view.name)}>
              Sliders
            </ButtonLink>
            {actions}
          </>
        }
      >
        <h1 className="truncate text-title font-[650] tracking-tight">{title}</h1>
        {plan === undefined ? null : (
          <StatusChip status={statusMark(plan.state.status)}>{statusWords(plan)}</StatusChip>
        )}
        <span className="truncate text-dense text-ink-3">
          {view.namespace} / {view.name}
          {plan === undefined ? '' : `, rule ${plan.spec.rule}, by ${plan.origin.createdBy}`}
        </span>
      </PageBar>
      <div className="flex min-h-0 flex-1 max-lg:flex-col max-lg:overflow-auto">{children}</div>
    </>
  )
}

function Middle({ children }: { children: React.ReactNode }) {
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-3 overflow-auto p-4 max-lg:flex-none max-lg:overflow-visible">
      {children}
    </div>
  )
}

function destinationRuleOf(view: RoutingView): string | null {
  const defined = view.rules.flatMap(({ slices }) => slices).map(({ subset }) => subset)
  return defined.find((subset) => subset.type === 'defined')?.destinationRule ?? null
}
