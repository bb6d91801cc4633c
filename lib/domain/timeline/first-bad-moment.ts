/** Values at the same moments (Unix seconds, ascending); null where nothing was reported. */
export interface TimelineSeries {
  readonly times: readonly number[]
  readonly rps: readonly (number | null)[]
  readonly errorRps: readonly (number | null)[]
  readonly p50: readonly (number | null)[]
  readonly p95: readonly (number | null)[]
}

export interface BadMoment {
  readonly at: number
  readonly what: 'errors' | 'p95'
  /** Mean before it, and its first value: a ratio of 0 to 1, or milliseconds. */
  readonly before: number
  readonly after: number
}

/** Fewer values before say nothing about what is usual. */
const LEAST_BEFORE = 3
/** So many values in a row: one alone may be a scrape that came late. */
const LASTING = 2
const ERRORS = { least: 0.01, times: 3 }
const SLOW = { least: 20, times: 2 }

/**
 * The first moment from which a series stays clearly worse than all of it before: errors at least 1 % and three times the
 * mean before, or p95 at least 20 ms and twice the mean before, each for two values in a row. Null when there is none.
 */
export function firstBadMoment(series: TimelineSeries): BadMoment | null {
  const errors = firstRise(series.times, errorRatios(series), ERRORS)
  const slow = firstRise(series.times, series.p95, SLOW)
  if (errors !== null && (slow === null || errors.at <= slow.at)) return { ...errors, what: 'errors' }
  return slow === null ? null : { ...slow, what: 'p95' }
}

/** Failed requests as a share of all; null where there were none. */
export function errorRatios({ rps, errorRps }: TimelineSeries): (number | null)[] {
  return rps.map((all, index) => {
    const failed = errorRps[index]
    return all === null || all === 0 || failed === null || failed === undefined ? null : Math.min(1, failed / all)
  })
}

function firstRise(
  times: readonly number[],
  values: readonly (number | null)[],
  { least, times: factor }: { least: number; times: number },
): Omit<BadMoment, 'what'> | null {
  let sum = 0
  let count = 0
  for (const [index, value] of values.entries()) {
    if (value === null) continue
    const before = count === 0 ? 0 : sum / count
    const isWorse = (one: number | null | undefined) =>
      one !== null && one !== undefined && one >= least && one >= before * factor
    const next = values.slice(index, index + LASTING)
    const at = times[index]
    if (count >= LEAST_BEFORE && at !== undefined && next.length === LASTING && next.every(isWorse))
      return { at, before, after: value }
    sum += value
    count += 1
  }
  return null
}

export interface BeforeAfter {
  readonly name: 'rps' | 'errors' | 'p50' | 'p95'
  readonly before: number | null
  readonly after: number | null
}

/** Means of the values before a moment and from it on; null where nothing was reported. */
export function beforeAfter(series: TimelineSeries, at: number): BeforeAfter[] {
  return parted(series, (time) => time >= at)
}

/** Means of the values outside of a range (`before`) and in it (`after`); null where nothing was reported. */
export function restAndRange(series: TimelineSeries, { from, to }: { from: number; to: number }): BeforeAfter[] {
  return parted(series, (time) => time >= from && time <= to)
}

function parted(series: TimelineSeries, isAfter: (time: number) => boolean): BeforeAfter[] {
  const split = (values: readonly (number | null)[]) => ({
    before: mean(values.filter((_, index) => !isAfter(series.times[index] ?? 0))),
    after: mean(values.filter((_, index) => isAfter(series.times[index] ?? 0))),
  })
  return [
    { name: 'rps', ...split(series.rps) },
    { name: 'errors', ...split(errorRatios(series)) },
    { name: 'p50', ...split(series.p50) },
    { name: 'p95', ...split(series.p95) },
  ]
}

function mean(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length
}

/** A change can have caused what follows it so soon; later it is one of many. */
const CAUSE_SECONDS = 300

/** The last of some moments that lies before `at`, not longer than five minutes; null when there is none. */
export function lastBefore<T extends { readonly at: number }>(moments: readonly T[], at: number): T | null {
  const near = moments.filter((moment) => moment.at <= at && at - moment.at <= CAUSE_SECONDS)
  return near.toSorted((a, b) => b.at - a.at)[0] ?? null
}
