import type { Check, PreflightInput } from './preflight.ts'
import { destinationName } from './rules.ts'
import type { Target } from './targets.ts'
import { effectiveWeights } from './weights.ts'

/** A destination whose pods get more than this many times their present load draws a warning. */
const LOAD_FACTOR = 2
/** Below this many requests per second a destination's load is nobody's concern. */
const SMALL_RPS = 1

/** Requests per second each slice would get: its share of what the rule's destinations get together now (R18). */
export function plannedRps(rps: readonly (number | null)[], weights: readonly number[]): (number | null)[] {
  const known = rps.filter((rate) => rate !== null)
  if (known.length === 0) return weights.map(() => null)
  const total = known.reduce((sum, rate) => sum + rate, 0)
  const effective = effectiveWeights(weights)
  const whole = effective.reduce((sum, weight) => sum + weight, 0)
  return effective.map((weight) => (whole > 0 ? (total * weight) / whole : 0))
}

/** Warns when a shift would load a destination's pods more than its busiest peer's pods are loaded today (R18). */
export function loadCheck({ weights, targets, rps }: PreflightInput): Check {
  const base: Check = { id: 'load', status: 'pass', title: '', detail: null, field: null }
  if (rps.every((rate) => rate === null)) {
    return { ...base, status: 'unknown', title: 'Requests per second are not known' }
  }
  const planned = plannedRps(rps, weights)
  const loads = targets.flatMap((target, place): Load[] => {
    const now = rps[place] ?? 0
    const next = planned[place] ?? 0
    return target.readyPods > 0 ? [{ target, now, next }] : []
  })
  const risky = loads
    .filter(({ now, next }) => next >= SMALL_RPS && next > now * LOAD_FACTOR)
    .toSorted((left, right) => right.next / right.target.readyPods - left.next / left.target.readyPods)
  const [riskiest] = risky
  if (!riskiest) return { ...base, title: 'No destination gets more than twice its present load' }
  const peers = loads.filter((load) => load !== riskiest).map(({ target, now }) => now / target.readyPods)
  return { ...base, ...loadWords(riskiest, Math.max(0, ...peers)) }
}

interface Load {
  readonly target: Target
  readonly now: number
  readonly next: number
}

function loadWords({ target, now, next }: Load, busiest: number): Pick<Check, 'status' | 'title' | 'detail'> {
  const pods = `${target.readyPods} ready ${target.readyPods === 1 ? 'pod' : 'pods'}`
  const perPod = next / target.readyPods
  return {
    status: perPod > busiest ? 'warn' : 'pass',
    title: `${destinationName(target.destination)} goes from ${now.toFixed(1)} to ${next.toFixed(1)} req/s on ${pods}`,
    detail: busiest > 0 ? `The busiest other pod carries ${busiest.toFixed(1)} req/s today.` : null,
  }
}
