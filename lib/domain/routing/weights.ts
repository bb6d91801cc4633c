/** The weights of one rule when a drag begins: integers that add up to `total`. */
export interface WeightBase {
  readonly weights: readonly number[]
  readonly locked: readonly boolean[]
  readonly total: number
}

/** Total a rule without usable weights is given. */
export const DEFAULT_TOTAL = 100

/**
 * The total that a rule's weights are a share of: their sum. A single destination and a sum of 0 count as 100 (R2, R3).
 */
export function totalOf(weights: readonly number[]): number {
  const sum = weights.reduce((left, right) => left + right, 0)
  return weights.length <= 1 || sum <= 0 ? DEFAULT_TOTAL : sum
}

/** The weights as they take effect: a single destination receives everything whatever its weight says (R3). */
export function effectiveWeights(weights: readonly number[]): number[] {
  if (weights.length === 1) return [DEFAULT_TOTAL]
  const sum = weights.reduce((left, right) => left + right, 0)
  return sum > 0 ? [...weights] : evenSplit(weights.length, DEFAULT_TOTAL)
}

/**
 * Gives slice `index` the weight `wanted` and shares the rest over the other unlocked slices in the ratio of the base (R5, R6).
 * Always computed from the base, so dragging there and back is exact. A wanted weight out of reach is clamped.
 */
export function moveWeight(base: WeightBase, index: number, wanted: number): number[] {
  if (index < 0 || index >= base.weights.length || base.locked[index] === true) return [...base.weights]
  const others = base.weights.flatMap((_, other) => (other === index || base.locked[other] === true ? [] : [other]))
  const free = base.total - lockedSum(base, index)
  const target = others.length === 0 ? free : clamp(Math.round(wanted), 0, free)
  const shares = apportion(
    free - target,
    others.map((other) => base.weights[other] ?? 0),
  )
  const next = [...base.weights]
  next[index] = target
  others.forEach((other, position) => (next[other] = shares[position] ?? 0))
  return next
}

/** The largest weight slice `index` can take while the locked ones keep theirs. */
export function maxWeight(base: WeightBase, index: number): number {
  return base.locked[index] === true ? (base.weights[index] ?? 0) : base.total - lockedSum(base, index)
}

/** Even shares of what the locked slices leave over; earlier slices take the remainder (R7). */
export function evenSplitUnlocked(base: WeightBase): number[] {
  const open = base.weights.flatMap((_, index) => (base.locked[index] === true ? [] : [index]))
  const shares = evenSplit(open.length, base.total - lockedSum(base, -1))
  const next = [...base.weights]
  open.forEach((index, position) => (next[index] = shares[position] ?? 0))
  return next
}

/** `total` in `count` integers that differ by at most one, the larger ones first. */
export function evenSplit(count: number, total: number): number[] {
  return apportion(
    total,
    Array.from({ length: count }, () => 0),
  )
}

/** The same shares on another total, for finer steps (R8). */
export function rescale(weights: readonly number[], total: number): number[] {
  return apportion(total, weights)
}

/**
 * Splits `amount` into integers in the ratio of `ratios` by largest remainder; ties go to the earlier place (R4).
 * Ratios that are all 0 mean an even split.
 */
export function apportion(amount: number, ratios: readonly number[]): number[] {
  const sum = ratios.reduce((left, right) => left + right, 0)
  const parts = sum > 0 ? ratios : ratios.map(() => 1)
  const whole = sum > 0 ? sum : ratios.length
  // Products of integers stay exact, so the remainders compare without rounding errors.
  const shares = parts.map((part) => Math.floor((amount * part) / whole))
  const remainders = parts.map((part, place) => ({ place, rest: (amount * part) % whole }))
  const left = amount - shares.reduce((total, share) => total + share, 0)
  const byRest = remainders.toSorted((first, second) => second.rest - first.rest || first.place - second.place)
  for (const { place } of byRest.slice(0, left)) shares[place] = (shares[place] ?? 0) + 1
  return shares
}

/** The share of `weight` in percent of `total`. */
export function percentOf(weight: number, total: number): number {
  return total > 0 ? (weight * 100) / total : 0
}

function lockedSum(base: WeightBase, except: number): number {
  return base.weights.reduce(
    (sum, weight, index) => (index !== except && base.locked[index] === true ? sum + weight : sum),
    0,
  )
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high)
}
