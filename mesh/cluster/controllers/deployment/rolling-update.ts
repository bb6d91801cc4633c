import type { RolloutLimits } from './rollout-limits.ts'

/** A ReplicaSet as the rollout sees it: what it should have, and how many of those serve. */
export type Share = { readonly name: string; readonly replicas: number; readonly available: number }

export type Scale = { readonly name: string; readonly replicas: number }

/**
 * The next step of a rolling update. `old` is ordered oldest first. Never asks for more than `desired + maxSurge`
 * pods, and never takes an available pod while that leaves fewer than `desired - maxUnavailable`.
 */
export function rollingUpdateStep(current: Share, old: readonly Share[], limits: RolloutLimits): Scale[] {
  const next = newReplicas(
    current.replicas,
    sum(old, ({ replicas }) => replicas),
    limits,
  )
  if (next !== current.replicas) return [{ name: current.name, replicas: next }]
  return scaleDownOld(current, old, limits)
}

/** How many pods the new ReplicaSet may have now. */
export function newReplicas(current: number, oldReplicas: number, { desired, maxSurge }: RolloutLimits): number {
  if (current >= desired) return desired
  const room = Math.max(0, desired + maxSurge - current - oldReplicas)
  return current + Math.min(room, desired - current)
}

function scaleDownOld(current: Share, old: readonly Share[], limits: RolloutLimits): Scale[] {
  const minAvailable = limits.desired - limits.maxUnavailable
  const notYet = current.replicas - serving(current)
  let removable = sum(old, ({ replicas }) => replicas) + current.replicas - minAvailable - notYet
  if (removable <= 0) return []
  // Pods that don't serve go first: they cost no availability.
  const without = old.map((share) => {
    const removed = Math.min(share.replicas - serving(share), removable)
    removable -= removed
    return { ...share, replicas: share.replicas - removed }
  })
  let spare = Math.min(removable, sum(without, serving) + serving(current) - minAvailable)
  const shares = without.map((share) => {
    const removed = Math.max(0, Math.min(share.replicas, spare))
    spare -= removed
    return { name: share.name, replicas: share.replicas - removed }
  })
  return shares.filter(({ replicas }, index) => replicas !== old[index]?.replicas)
}

/** A status may lag behind a scale-down, so a ReplicaSet never counts for more than it should have. */
function serving({ replicas, available }: Share): number {
  return Math.min(replicas, available)
}

function sum<T>(values: readonly T[], of: (value: T) => number): number {
  return values.reduce((total, value) => total + of(value), 0)
}
