import type { PlanView } from '../../../lib/contract/plans.ts'

/** A level of the candidate's share in percent, from one moment to another (Unix seconds). */
export type PlanSegment = {
  kind: 'configured' | 'planned'
  from: number
  to: number
  percent: number
  step: number | null
}

/** The candidate's share over time: what was written, and what is still planned. */
export function planSegments(plan: PlanView, now: number): PlanSegment[] {
  const { spec, state, origin } = plan
  const total = origin.weights.reduce((sum, weight) => sum + weight, 0)
  const initial = total > 0 ? ((origin.weights[origin.candidatePlace] ?? 0) * 100) / total : 0
  const writes = state.events.filter(({ kind }) => kind === 'written').map(({ at }) => at)
  const end = state.tickAt === null ? (state.events.at(-1)?.at ?? now) : now
  const past = writes.map((from, step): PlanSegment => ({
    kind: 'configured',
    from,
    to: writes[step + 1] ?? Math.max(from, end),
    percent: spec.steps[step]?.percent ?? 0,
    step,
  }))
  const before: PlanSegment = {
    kind: 'configured',
    from: state.startedAt - 60,
    to: writes[0] ?? end,
    percent: initial,
    step: null,
  }
  return [before, ...past, ...future(plan, now)]
}

/** Steps still to come, each as long as its hold; a running one for what is left of it. */
function future(plan: PlanView, now: number): PlanSegment[] {
  const { spec, state } = plan
  if (state.status !== 'running' && state.status !== 'paused') return []
  let from = now
  return spec.steps.flatMap((step, place): PlanSegment[] => {
    if (place < state.step) return []
    const isRunning = place === state.step && state.stage === 'hold'
    const left = isRunning
      ? Math.max(0, step.holdSeconds - state.heldSeconds, plan.evidenceLeftSeconds ?? 0)
      : step.holdSeconds
    const segment: PlanSegment = {
      kind: 'planned',
      from,
      to: from + Math.max(1, left),
      percent: step.percent,
      step: place,
    }
    from = segment.to
    return [segment]
  })
}
