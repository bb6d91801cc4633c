import type { PlanView } from '../../contract/plans.ts'
import type { Plan } from '../../domain/routing/plan/plan.ts'
import { stepWeights } from '../../domain/routing/plan/step-weights.ts'
import { destinationName } from '../../domain/routing/rules.ts'

/** A plan as the page shows it. `now` in Unix seconds. */
export function planViewOf(plan: Plan, now: number): PlanView {
  const { id, spec, origin, state } = plan
  const step = spec.steps[state.step]
  const isHolding = state.status === 'running' && state.stage === 'hold' && step !== undefined
  const running = state.tickAt === null ? 0 : Math.max(0, now - state.tickAt)
  const counted = state.countedFrom === null || state.judgedAt === null ? 0 : state.judgedAt - state.countedFrom
  const rate = counted > 0 ? state.candidateRequests / counted : null
  const missing = step === undefined ? 0 : Math.max(0, step.minRequests - state.candidateRequests)
  return {
    id,
    spec,
    origin,
    state,
    names: origin.weights.map((_, place) =>
      place === origin.candidatePlace
        ? destinationName(spec.candidate)
        : place === origin.stablePlace
          ? destinationName(spec.stable)
          : `destination ${place + 1}`,
    ),
    weights: spec.steps.map((_, place) => stepWeights(plan, place)),
    holdLeftSeconds: isHolding ? Math.max(0, step.holdSeconds - state.heldSeconds - running) : null,
    evidenceLeftSeconds: !isHolding || rate === null || rate <= 0 ? null : missing / rate,
    requestsPerSecond: isHolding ? rate : null,
  }
}
