import { UNKNOWN } from '../../domain/model/names.ts'
import type { EdgeDraft } from '../../domain/graph/draft.ts'
import type { TrafficSeries } from '../../contract/edge.ts'
import type { Evidence } from '../../contract/source-failure.ts'
import type {
  MeasuredSeries,
  MetricsSource,
  SeriesMeasure,
  SeriesRange,
  SeriesSelector,
} from '../../sources/metrics-port.ts'

/** Charts show at least so much, whatever the window. */
const SHORTEST_RANGE_SECONDS = 900
const POINTS = 60
export const FALLBACK_SCRAPE_SECONDS = 15
/** Rates over fewer scrapes jump. */
const SCRAPES_PER_RATE = 4
/** More series than that are left out of a chart; an edge of a graph rarely has more than two. */
const MOST_SELECTORS = 24

export interface SeriesRequest {
  readonly metrics: MetricsSource
  readonly edges: readonly EdgeDraft[]
  /** Whether charts are of these callers only; false sums over all callers. */
  readonly bySource: boolean
  /** The label that tells the edges of an aggregated graph apart. */
  readonly aggregate?: string | undefined
  readonly end: number
  readonly windowSeconds: number
  readonly signal?: AbortSignal | undefined
}

export interface SeriesAnswer {
  readonly series: TrafficSeries | null
  readonly evidence: readonly Evidence[]
}

/** The traffic of edges over time. Null where there is nothing to ask for or the metrics are away. */
export async function trafficSeries(request: SeriesRequest): Promise<SeriesAnswer> {
  const { metrics, edges, windowSeconds, end, signal } = request
  const requests = selectorsOf(edges, request)
  const connections = tcpSelectorsOf(edges, request)
  if (requests.length + connections.length === 0) return { series: null, evidence: [] }
  const scrape = (await metrics.scrapeIntervalSeconds().catch(() => null)) ?? FALLBACK_SCRAPE_SECONDS
  const range = rangeOf({ end, windowSeconds, scrape })
  const ask = (measure: SeriesMeasure, selectors: readonly SeriesSelector[]) =>
    selectors.length === 0 ? Promise.resolve(null) : metrics.series(measure, { selectors, range }, signal)
  const asked = [
    ask('rps', requests),
    ask('errorRps', requests),
    requests.length > 0 ? ask('bytesPerSecond', requests) : ask('tcpBytesPerSecond', connections),
    ask('p50', requests),
    ask('p95', requests),
    ask('p99', requests),
  ] as const
  const answers = await Promise.all(asked).catch(() => null)
  if (answers === null) return { series: null, evidence: [] }
  return { series: toSeries(answers, range), evidence: evidenceOf(answers, range) }
}

type Answers = readonly (MeasuredSeries | null)[]

function toSeries(answers: Answers, range: SeriesRange): TrafficSeries {
  const times = answers.find((answer) => answer !== null)?.times ?? []
  const values = (place: number) => [...(answers[place]?.values ?? times.map(() => null))]
  const rps = values(0)
  return {
    times: [...times],
    stepSeconds: range.stepSeconds,
    rps,
    errorRps: values(1).map((errors, place) => errors ?? (rps[place] === null ? null : 0)),
    bytesPerSecond: values(2),
    p50: values(3),
    p95: values(4),
    p99: values(5),
  }
}

const names = ['rps chart', 'errors chart', 'bytes chart', 'p50 chart', 'p95 chart', 'p99 chart']

function evidenceOf(answers: Answers, { rateSeconds }: SeriesRange): Evidence[] {
  return answers.flatMap((answer, place) =>
    answer === null
      ? []
      : [
          {
            name: names[place] ?? '',
            ...answer.query,
            windowSeconds: rateSeconds,
            reporter: reporterOf(answer.query.query),
          },
        ],
  )
}

function reporterOf(query: string): Evidence['reporter'] {
  const both = query.includes('reporter="source"') && query.includes('reporter="destination"')
  return both ? 'both' : query.includes('reporter="source"') ? 'source' : 'destination'
}

/** The moments of a chart: at least 15 minutes, at most 60 steps, each rate over at least four scrapes. */
export function rangeOf({
  end,
  windowSeconds,
  scrape,
}: {
  end: number
  windowSeconds: number
  scrape: number
}): SeriesRange {
  const seconds = Math.max(windowSeconds, SHORTEST_RANGE_SECONDS)
  const stepSeconds = Math.max(scrape, Math.ceil(seconds / POINTS))
  const last = Math.floor(end / stepSeconds) * stepSeconds
  return {
    start: last - seconds,
    end: last,
    stepSeconds,
    rateSeconds: Math.max(scrape * SCRAPES_PER_RATE, stepSeconds),
  }
}

/** The series that stand behind edges: one selector for each way in which they are reported. */
export function selectorsOf(edges: readonly EdgeDraft[], by: SelectedBy): SeriesSelector[] {
  const reports = edges.flatMap(({ calls }) => calls)
  const hasCallee = reports.some(({ reporter }) => reporter === 'destination')
  return distinct(
    reports.map((call) => ({
      reporter: call.reporter,
      ...endsOf(call, by),
      ...(call.protocol === 'tcp' ? {} : { protocol: call.protocol }),
      ...(call.reporter === 'source' && hasCallee ? { neverArrived: true } : {}),
    })),
  )
}

export function tcpSelectorsOf(edges: readonly EdgeDraft[], by: SelectedBy): SeriesSelector[] {
  const reports = edges.flatMap(({ connections }) => connections)
  return distinct(reports.map((report) => ({ reporter: report.reporter, ...endsOf(report, by) })))
}

type SelectedBy = Pick<SeriesRequest, 'bySource' | 'aggregate'>
type Ends = EdgeDraft['calls'][number] | EdgeDraft['connections'][number]

function endsOf(report: Ends, { bySource, aggregate: label }: SelectedBy) {
  const callee = {
    destinationWorkload: report.destinationWorkload,
    destinationNamespace: report.destinationNamespace,
    destinationServiceName: report.destinationServiceName,
    ...(label === undefined ? {} : { aggregate: { label, value: report.aggregate ?? UNKNOWN } }),
  }
  if (!bySource) return callee
  return { sourceWorkload: report.sourceWorkload, sourceNamespace: report.sourceNamespace, ...callee }
}

function distinct(selectors: readonly SeriesSelector[]): SeriesSelector[] {
  const byText = new Map(selectors.map((selector) => [JSON.stringify(selector), selector]))
  return [...byText.values()].slice(0, MOST_SELECTORS)
}
