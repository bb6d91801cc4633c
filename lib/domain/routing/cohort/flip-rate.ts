/**
 * How often two requests in a row of one user meet different destinations (P17), 0 to 1. Each request is dealt by its weight
 * and on its own: 1 less the sum of the squared shares. A consistent hash does not change that: it picks a pod within a subset.
 */
export function flipRate(weights: readonly number[]): number {
  return 1 - sameEveryTime(weights, 2)
}

/** The chance that so many requests of one user all meet the same destination (P17), 0 to 1. */
export function sameEveryTime(weights: readonly number[], requests: number): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  if (total <= 0 || requests < 1) return 1
  return weights.reduce((sum, weight) => sum + (weight / total) ** requests, 0)
}
