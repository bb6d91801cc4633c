import { moveWeight, totalOf } from '../weights.ts'
import type { Fault } from '../patch.ts'
import { sameDestination, type Rule } from '../rules.ts'
import type { Plan, PlanOrigin, PlanSpec, PlanStep } from './plan.ts'

/** The weights of a step: the candidate gets its share, the others the rest in their old ratio (R5, P2). */
export function stepWeights({ spec, origin }: Pick<Plan, 'spec' | 'origin'>, step: number): number[] {
  const total = totalOf(origin.weights)
  const percent = spec.steps[step]?.percent ?? 0
  const base = { weights: baseWeights(origin, total), locked: origin.weights.map(() => false), total }
  return moveWeight(base, origin.candidatePlace, Math.round((total * percent) / 100))
}

/** Where everything is with the candidate, what it gives up goes to the stable slice. */
function baseWeights({ weights, candidatePlace, stablePlace }: PlanOrigin, total: number): number[] {
  const others = weights.reduce((sum, weight, place) => (place === candidatePlace ? sum : sum + weight), 0)
  return others > 0 ? [...weights] : weights.map((_, place) => (place === stablePlace ? total : 0))
}

/** What keeps a plan from fitting onto its rule; null when nothing does (P1). */
export function planFault(spec: PlanSpec, rule: Rule): Fault | null {
  const places = placesOf(spec, rule)
  if (places.candidate < 0) return { field: 'candidate', message: `rule ${rule.reference} has no such destination` }
  if (places.stable < 0) return { field: 'stable', message: `rule ${rule.reference} has no such destination` }
  if (places.candidate === places.stable)
    return { field: 'stable', message: 'must be another destination than the candidate' }
  if (rule.protocol !== 'http')
    return { field: 'rule', message: `rule ${rule.reference} is no http rule: guards count requests` }
  return stepFault(spec.steps, rule.total)
}

/** What keeps steps from being written with a total weight, or from ever ending; null when nothing does (P1). */
export function stepFault(steps: readonly PlanStep[], total: number): Fault | null {
  for (const [index, { percent, minRequests }] of steps.entries()) {
    const exact = (total * percent) / 100
    if (Math.abs(exact - Math.round(exact)) > 1e-9) {
      const message = `${percent} % can't be written with a total weight of ${total}: use finer steps first`
      return { field: `steps.${index}.percent`, message }
    }
    if (percent === 0 && minRequests > 0) {
      return { field: `steps.${index}.minRequests`, message: 'must be 0 where the candidate gets nothing' }
    }
  }
  return null
}

/** Where candidate and stable slice stand in the rule; -1 for one that is not there. */
export function placesOf(spec: PlanSpec, rule: Rule): { candidate: number; stable: number } {
  const find = (wanted: PlanSpec['candidate']) =>
    rule.slices.findIndex(({ destination }) => sameDestination(destination, wanted))
  return { candidate: find(spec.candidate), stable: find(spec.stable) }
}
