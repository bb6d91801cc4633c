import type { Deployment, IntOrPercent } from '../../objects/workload.ts'

export type RolloutLimits = { readonly desired: number; readonly maxSurge: number; readonly maxUnavailable: number }

/**
 * How far a rollout may go: at most `desired + maxSurge` pods, at least `desired - maxUnavailable` available.
 * A surge in percent rounds up, unavailable rounds down; both zero would never move, so one may be unavailable
 * (Kubernetes' rule).
 */
export function rolloutLimits({ spec }: Deployment): RolloutLimits {
  const desired = spec.replicas
  if (spec.strategy.type === 'Recreate') return { desired, maxSurge: 0, maxUnavailable: desired }
  const { maxSurge = '25%', maxUnavailable = '25%' } = spec.strategy.rollingUpdate ?? {}
  const surge = resolve(maxSurge, desired, Math.ceil)
  const unavailable = Math.min(resolve(maxUnavailable, desired, Math.floor), desired)
  return { desired, maxSurge: surge, maxUnavailable: surge === 0 && unavailable === 0 ? 1 : unavailable }
}

/** Of an integer or a percentage of `total`; what is neither counts as 0. */
function resolve(value: IntOrPercent, total: number, round: (value: number) => number): number {
  if (typeof value === 'number') return Math.max(0, value)
  const percent = /^(\d+)%$/.exec(value)?.[1]
  return percent === undefined ? 0 : round((Number(percent) * total) / 100)
}
