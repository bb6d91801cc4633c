'use client'
import type { PlanView } from '../../../lib/contract/plans.ts'
import { Note } from '../../ui/note.tsx'
import { useNow } from '../../shell/use-now.ts'
import { PlanChart } from './plan-chart.tsx'
import { PlanSteps } from './plan-steps.tsx'
import { GuardsTable } from './plan-tables.tsx'
import { holdSentence, titled } from './plan-words.ts'

/** One plan: what it waits for, its line, its steps and its guards. */
export function RunningPlan({ plan }: { plan: PlanView }) {
  const now = (useNow() ?? plan.state.startedAt * 1000) / 1000
  return (
    <>
      <PlanNote plan={plan} />
      <PlanChart plan={plan} now={now} />
      <PlanSteps plan={plan} />
      <GuardsTable plan={plan} />
    </>
  )
}

function PlanNote({ plan }: { plan: PlanView }) {
  const { status, reason } = plan.state
  const hold = holdSentence(plan)
  switch (status) {
    case 'running':
      return hold === null ? null : (
        <Note tone="plain">
          <b>{hold.title}</b> {hold.detail}
        </Note>
      )
    case 'paused':
      return (
        <Note tone="accent" icon="pause" role="alert">
          <Told title="Paused" reason={reason} /> The weights stay as they are.
        </Note>
      )
    case 'rolling-back':
      return (
        <Note tone="degraded" role="alert">
          <b>Going back to the weights from before.</b> {reason}
        </Note>
      )
    case 'rolled-back':
      return (
        <Note tone="failing">
          <b>Rolled back.</b> {reason}
        </Note>
      )
    case 'aborted':
      return (
        <Note tone="plain">
          <Told title="Aborted" reason={reason} />
        </Note>
      )
    case 'completed':
      return (
        <Note tone="healthy">
          <b>Every step passed.</b> The candidate has its last share.
        </Note>
      )
  }
}

function Told(state: { title: string; reason: string | null }) {
  const { title, detail } = titled(state.title, state)
  return (
    <>
      <b>{title}</b> {detail}
    </>
  )
}
