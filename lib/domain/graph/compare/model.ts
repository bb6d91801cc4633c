import { z } from 'zod'

/** What differs between two moments; the first two are about being there at all. */
export const differenceKind = z.enum([
  'slower',
  'faster',
  'more-errors',
  'fewer-errors',
  'more-traffic',
  'less-traffic',
])
export type DifferenceKind = z.infer<typeof differenceKind>

/** A difference that is both significant and large enough to matter. */
export const difference = z.object({
  kind: differenceKind,
  /** In words, with both numbers. */
  sentence: z.string(),
  base: z.number(),
  now: z.number(),
  test: z.enum(['two-proportions', 'fisher-exact', 'rank-sum', 'poisson-rates']),
  /** Probability of so large a difference by chance, and the same after the correction for many comparisons. */
  pValue: z.number().min(0).max(1),
  adjustedPValue: z.number().min(0).max(1),
})
export type Difference = z.infer<typeof difference>

/** `unclear`: too few requests on one side to say anything. */
export const differenceState = z.enum(['added', 'gone', 'changed', 'unchanged', 'unclear'])
export type DifferenceState = z.infer<typeof differenceState>

const amount = z.number().nonnegative().nullable()

/** The numbers of a node's inbound requests or of an edge at one of the two moments. */
export const comparedNumbers = z.object({
  rps: amount,
  errorRatio: amount,
  p50: amount,
  p95: amount,
  p99: amount,
  bytesPerSecond: amount,
  /** Requests in the window, rounded. */
  requests: z.number().int().nonnegative().nullable(),
})
export type ComparedNumbers = z.infer<typeof comparedNumbers>

/** One node or edge at both moments; null where it was not there. */
export const comparison = z.object({
  id: z.string(),
  state: differenceState,
  differences: z.array(difference),
  base: comparedNumbers.nullable(),
  now: comparedNumbers.nullable(),
})
export type Comparison = z.infer<typeof comparison>
