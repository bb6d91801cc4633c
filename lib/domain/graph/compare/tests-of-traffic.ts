import { quantile, type Buckets } from '../../telemetry/histogram.ts'
import type { DifferenceKind } from './model.ts'
import { compareCounts, compareRanks, compareShares, type Tested } from './significance.ts'

/** Requests of one thing in one window. `buckets` are cumulative rates; empty where latency was not asked for. */
export interface Traffic {
  readonly requests: number
  readonly errors: number
  readonly buckets: Buckets
  readonly windowSeconds: number
}

/** One question asked of both moments: how likely so large a difference is by chance, and whether it is large enough to matter. */
export interface Candidate extends Tested {
  readonly kind: DifferenceKind
  readonly matters: boolean
  readonly base: number
  readonly now: number
  readonly sentence: string
}

/** Fewer requests at either moment say nothing (C1). */
export const MINIMUM_REQUESTS = 30

/** Smaller differences do not matter, however sure they are (C6). */
const ERROR_POINTS = 0.005
const LATENCY_CHANGE = 0.1
const TAIL_POINTS = 0.02
const TRAFFIC_CHANGE = 0.25

/** Every question about traffic that both moments have enough of; the caller corrects for their number. */
export function testsOfTraffic(base: Traffic, now: Traffic): Candidate[] {
  if (base.requests < MINIMUM_REQUESTS || now.requests < MINIMUM_REQUESTS) return []
  return [errors(base, now), traffic(base, now), ...latency(base, now)]
}

/** Whether a thing that was seen at one moment only would have been seen at the other, had it been there as much (C4). */
export function presence(requests: number): Tested {
  return compareCounts(0, requests)
}

const percent = (share: number) => `${Number((share * 100).toPrecision(3))} %`
const rate = (value: number) => `${Number(value.toPrecision(3))}/s`
const ms = (value: number) => `${Number(value.toPrecision(3))} ms`

function errors(base: Traffic, now: Traffic): Candidate {
  const [before, after] = [base.errors / base.requests, now.errors / now.requests]
  const tested = compareShares({ hits: base.errors, of: base.requests }, { hits: now.errors, of: now.requests })
  return {
    ...tested,
    kind: after > before ? 'more-errors' : 'fewer-errors',
    matters: Math.abs(after - before) >= ERROR_POINTS,
    base: before,
    now: after,
    sentence: `Errors went from ${percent(before)} to ${percent(after)}.`,
  }
}

function traffic(base: Traffic, now: Traffic): Candidate {
  const [before, after] = [base.requests / base.windowSeconds, now.requests / now.windowSeconds]
  return {
    ...compareCounts(base.requests, now.requests),
    kind: after > before ? 'more-traffic' : 'less-traffic',
    matters: Math.abs(after - before) / Math.max(before, after) >= TRAFFIC_CHANGE,
    base: before,
    now: after,
    sentence: `Requests went from ${rate(before)} to ${rate(after)}.`,
  }
}

/** The whole distribution by ranks, and its tail by the share of requests beyond the base's p95. */
function latency(base: Traffic, now: Traffic): Candidate[] {
  const classes = commonClasses(base, now)
  if (classes.bounds.length < 2) return []
  return [...distribution(base, now, classes), ...tail(base, now, classes)]
}

interface Classes {
  /** Upper bounds in milliseconds, the last infinite. */
  readonly bounds: readonly number[]
  /** Requests per class. */
  readonly base: readonly number[]
  readonly now: readonly number[]
}

function distribution(base: Traffic, now: Traffic, classes: Classes): Candidate[] {
  const [before, after] = [quantile(0.5, base.buckets), quantile(0.5, now.buckets)]
  if (before === null || after === null) return []
  const { later, ...tested } = compareRanks(classes.base, classes.now)
  const slower = later > 0.5
  const agrees = slower ? after > before : after < before
  return [
    {
      ...tested,
      kind: slower ? 'slower' : 'faster',
      matters: agrees && Math.abs(after - before) / Math.max(before, after) >= LATENCY_CHANGE,
      base: before,
      now: after,
      sentence: `p50 went from ${ms(before)} to ${ms(after)}.`,
    },
  ]
}

function tail(base: Traffic, now: Traffic, { bounds, base: was, now: is }: Classes): Candidate[] {
  const [before, after] = [quantile(0.95, base.buckets), quantile(0.95, now.buckets)]
  if (before === null || after === null) return []
  const place = bounds.findIndex((upper) => upper >= before)
  const beyond = (counts: readonly number[]) => ({ hits: sum(counts.slice(place + 1)), of: sum(counts) })
  const [slowBefore, slowAfter] = [beyond(was), beyond(is)]
  const points = slowAfter.hits / slowAfter.of - slowBefore.hits / slowBefore.of
  return [
    {
      ...compareShares(slowBefore, slowAfter),
      kind: points > 0 ? 'slower' : 'faster',
      matters: Math.abs(points) >= TAIL_POINTS && (points > 0 ? after > before : after < before),
      base: before,
      now: after,
      sentence: `p95 went from ${ms(before)} to ${ms(after)}.`,
    },
  ]
}

/** Both histograms in the classes that both have bounds for. */
function commonClasses(base: Traffic, now: Traffic): Classes {
  const bounds = [...base.buckets.keys()].filter((upper) => now.buckets.has(upper)).toSorted((a, b) => a - b)
  if (bounds.at(-1) !== Infinity) return { bounds: [], base: [], now: [] }
  return { bounds, base: countsOf(base, bounds), now: countsOf(now, bounds) }
}

function countsOf({ buckets, windowSeconds }: Traffic, bounds: readonly number[]): number[] {
  let below = 0
  return bounds.map((upper) => {
    const upTo = Math.max(below, buckets.get(upper) ?? 0)
    const count = (upTo - below) * windowSeconds
    below = upTo
    return count
  })
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0)
}
