/** Two-sided tests on counts. Counts may be fractions, as rates times a window are; the exact tests round them. */

/** Which test gave a p-value. */
export interface Tested {
  readonly test: 'two-proportions' | 'fisher-exact' | 'rank-sum' | 'poisson-rates'
  readonly pValue: number
}

export interface Share {
  readonly hits: number
  readonly of: number
}

/** Below so many expected hits or misses the normal approximation is poor (Cochran's rule). */
const LEAST_EXPECTED = 5

/**
 * Whether two shares differ: the pooled two-proportion z-test, Fisher's exact test where counts are small (C2). Identical or
 * empty shares give 1.
 */
export function compareShares(a: Share, b: Share): Tested {
  const total = a.of + b.of
  const pooled = total > 0 ? (a.hits + b.hits) / total : 0
  if (a.of <= 0 || b.of <= 0 || pooled <= 0 || pooled >= 1) return { test: 'two-proportions', pValue: 1 }
  const smallest = Math.min(a.of, b.of) * Math.min(pooled, 1 - pooled)
  if (smallest < LEAST_EXPECTED) return { test: 'fisher-exact', pValue: fisherExact(a, b) }
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / a.of + 1 / b.of))
  return { test: 'two-proportions', pValue: twoSided((a.hits / a.of - b.hits / b.of) / error) }
}

/** Fisher's exact test: the probability of all tables with the same margins that are at most as likely as this one. */
function fisherExact(a: Share, b: Share): number {
  const [n, m, hits] = [Math.round(a.of), Math.round(b.of), Math.round(a.hits) + Math.round(b.hits)]
  const log = (x: number) => logChoose(n, x) + logChoose(m, hits - x) - logChoose(n + m, hits)
  const seen = log(Math.round(a.hits)) + 1e-9
  let sum = 0
  for (let x = Math.max(0, hits - m); x <= Math.min(n, hits); x++) if (log(x) <= seen) sum += Math.exp(log(x))
  return Math.min(1, sum)
}

/**
 * Whether two counts over equal spans come from the same rate: given both together each is a fair coin's heads (C4).
 * Exact for few, by the normal approximation with a continuity correction for many.
 */
export function compareCounts(a: number, b: number): Tested {
  const [x, n] = [Math.round(Math.min(a, b)), Math.round(a) + Math.round(b)]
  if (n === 0) return { test: 'poisson-rates', pValue: 1 }
  if (n > 1_000) return { test: 'poisson-rates', pValue: twoSided(Math.max(0, Math.abs(a - b) - 1) / Math.sqrt(n)) }
  let tail = 0
  for (let k = 0; k <= x; k++) tail += Math.exp(logChoose(n, k) - n * Math.LN2)
  return { test: 'poisson-rates', pValue: Math.min(1, 2 * tail) }
}

/** A rank-sum test's outcome: `later` is the probability that a value of `b` is larger than one of `a`, ties halved. */
export interface RankSum extends Tested {
  readonly later: number
}

/**
 * Whether values of `b` tend to be larger or smaller than those of `a`, from counts per class in ascending order: the
 * Wilcoxon–Mann–Whitney test with midranks and the variance corrected for ties (C3).
 */
export function compareRanks(a: readonly number[], b: readonly number[]): RankSum {
  const [n, m] = [total(a), total(b)]
  if (n <= 0 || m <= 0) return { test: 'rank-sum', pValue: 1, later: 0.5 }
  let below = 0
  let wins = 0
  let ties = 0
  for (const [place, inB] of b.entries()) {
    const inA = a[place] ?? 0
    wins += inB * (below + inA / 2)
    below += inA
    ties += (inA + inB) ** 3 - (inA + inB)
  }
  const all = n + m
  const variance = ((n * m) / 12) * (all + 1 - ties / (all * (all - 1)))
  const distance = Math.max(0, Math.abs(wins - (n * m) / 2) - 0.5)
  const pValue = variance > 0 ? twoSided(distance / Math.sqrt(variance)) : 1
  return { test: 'rank-sum', pValue, later: wins / (n * m) }
}

/**
 * Adjusted p-values by Benjamini and Hochberg's step-up procedure (C5): calling what lies below `q` a difference keeps the
 * expected share of false ones among them below `q`.
 */
export function adjustForMany(pValues: readonly number[]): number[] {
  const order = pValues.map((_, place) => place).toSorted((x, y) => (pValues[y] ?? 1) - (pValues[x] ?? 1))
  const adjusted = pValues.map(() => 1)
  let least = 1
  for (const [step, place] of order.entries()) {
    const rank = pValues.length - step
    least = Math.min(least, (pValues[place] ?? 1) * (pValues.length / rank))
    adjusted[place] = least
  }
  return adjusted
}

/** Probability that a standard normal value lies at least so far from 0 (Abramowitz and Stegun 7.1.26; error below 1.5e-7). */
function twoSided(z: number): number {
  const x = Math.abs(z) / Math.SQRT2
  const t = 1 / (1 + 0.3275911 * x)
  const sum = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
  return Math.min(1, Math.max(0, sum * Math.exp(-x * x)))
}

function logChoose(n: number, k: number): number {
  return k < 0 || k > n ? -Infinity : logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1)
}

/** Lanczos' approximation with g = 7 and nine terms. */
function logGamma(x: number): number {
  const terms = [
    676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
    -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
  ]
  const z = x - 1
  const series = terms.reduce((sum, term, place) => sum + term / (z + place + 1), 0.99999999999980993)
  const base = z + 7.5
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(base) - base + Math.log(series)
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0)
}
