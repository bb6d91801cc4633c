import { quantile, type Buckets } from '../telemetry/histogram.ts'

/** The console's own counters at one moment; all of them only grow while the process lives. */
export interface SelfSample {
  /** Unix milliseconds. */
  readonly at: number
  /** Cumulative request durations by upper bound in seconds: of the whole API without streams, and of the graph alone. */
  readonly api: ReadonlyMap<number, number>
  readonly graph: ReadonlyMap<number, number>
  readonly queries: number
  readonly queryFailures: number
  readonly cacheHits: number
  readonly cacheMisses: number
  readonly memoryBytes: number
}

/** One measure over time: null where nothing happened in a step. `total` is of the whole time. */
export interface Course {
  readonly values: readonly (number | null)[]
  readonly total: number | null
}

export interface ConsoleHealth {
  /** Ends of the steps, Unix seconds. */
  readonly times: readonly number[]
  readonly apiP95Ms: Course
  readonly graphP50Ms: Course
  readonly cacheHitRatio: Course
  readonly queriesPerSecond: Course
  readonly queryFailures: Course
  readonly queries: number
  readonly memoryBytes: Course
}

type Measure = (before: SelfSample, after: SelfSample) => number | null

/** What the console did between each two samples, and over all of them. */
export function consoleHealth(samples: readonly SelfSample[]): ConsoleHealth {
  const first = samples[0]
  const last = samples.at(-1)
  const course = (measure: Measure): Course => ({
    values: samples.slice(1).map((after, index) => {
      const before = samples[index]
      return before === undefined ? null : measure(before, after)
    }),
    total: first === undefined || last === undefined ? null : measure(first, last),
  })
  return {
    times: samples.slice(1).map(({ at }) => at / 1_000),
    apiP95Ms: course((a, b) => percentileMs(0.95, a.api, b.api)),
    graphP50Ms: course((a, b) => percentileMs(0.5, a.graph, b.graph)),
    cacheHitRatio: course((a, b) => share(b.cacheHits - a.cacheHits, b.cacheMisses - a.cacheMisses)),
    queriesPerSecond: course((a, b) => (b.at > a.at ? (b.queries - a.queries) / ((b.at - a.at) / 1_000) : null)),
    queryFailures: course((a, b) => b.queryFailures - a.queryFailures),
    queries: first === undefined || last === undefined ? 0 : last.queries - first.queries,
    memoryBytes: course((_, b) => b.memoryBytes),
  }
}

function percentileMs(
  q: number,
  before: ReadonlyMap<number, number>,
  after: ReadonlyMap<number, number>,
): number | null {
  const grown: Buckets = new Map([...after].map(([upper, count]) => [upper, count - (before.get(upper) ?? 0)]))
  const seconds = quantile(q, grown)
  return seconds === null ? null : seconds * 1_000
}

function share(part: number, rest: number): number | null {
  return part + rest === 0 ? null : part / (part + rest)
}
