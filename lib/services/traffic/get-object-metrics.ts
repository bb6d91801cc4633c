import { HeddleError, messageOf } from '../../domain/model/heddle-error.ts'
import {
  labelsOf,
  measureKinds,
  statsOf,
  type BreakdownLabel,
  type BreakdownMeasure,
} from '../../domain/telemetry/breakdown.ts'
import type {
  MetricChart,
  MetricLine,
  ObjectMetricsRequest,
  ObjectMetricsResponse,
} from '../../contract/object-metrics.ts'
import type { Evidence, SourceFailure } from '../../contract/source-failure.ts'
import type { BreakdownQuestion, MeasuredBreakdown, SeriesRange, SeriesSelector } from '../../sources/metrics-port.ts'
import type { Call } from '../deps.ts'
import { requireNamespaces } from '../graph/get-graph.ts'
import { meshTraffic } from './mesh-traffic.ts'
import { leadsInto, metricsSelectors } from './metrics-selectors.ts'
import { FALLBACK_SCRAPE_SECONDS, rangeOf } from './traffic-series.ts'

/** A chart of more lines can't be read. */
const MOST_LINES = 12

/** Istio's metrics of one thing over time. @throws HeddleError FORBIDDEN */
export async function getObjectMetrics(call: Call<ObjectMetricsRequest>): Promise<ObjectMetricsResponse> {
  const { deps, input, signal } = call
  requireRights(call)
  const traffic = await meshTraffic(call, input.target === 'service' ? 'service' : 'workload')
  const edges = traffic.nodes.filter((node) => leadsInto(input, node)).flatMap((node) => traffic.edgesInto(node))
  const selectors = metricsSelectors(input, edges)
  const scrape = (await deps.metrics.scrapeIntervalSeconds().catch(() => null)) ?? FALLBACK_SCRAPE_SECONDS
  const range = rangeOf({ end: traffic.at, windowSeconds: input.window, scrape })
  const asked = await Promise.allSettled(input.measures.map((measure) => chartOf(call, { measure, selectors, range })))
  signal?.throwIfAborted()
  const drawn = asked.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []))
  return {
    at: traffic.at,
    windowSeconds: input.window,
    times: drawn[0]?.times ?? [],
    stepSeconds: range.stepSeconds,
    rateSeconds: range.rateSeconds,
    charts: drawn.map(({ chart }) => chart),
    evidence: drawn.map(({ evidence }) => evidence),
    degraded: degradedBy(asked),
  }
}

/** Labels that name the other end: who is restricted to namespaces must not learn of others through them. */
const aboutOthers: ReadonlySet<BreakdownLabel> = new Set<BreakdownLabel>([
  'source_workload',
  'source_workload_namespace',
  'source_canonical_service',
  'source_canonical_revision',
  'source_principal',
  'destination_workload',
  'destination_workload_namespace',
  'destination_canonical_service',
  'destination_canonical_revision',
  'destination_principal',
  'destination_service_name',
])

function requireRights({ principal, input }: Call<ObjectMetricsRequest>): void {
  requireNamespaces(principal, input.target === 'mesh' ? input.namespaces : [input.namespace ?? ''])
  if (principal.namespaces === 'all') return
  if (input.target === 'mesh' && input.namespaces.length === 0)
    throw new HeddleError('FORBIDDEN', 'You may see some namespaces, not the whole mesh: name them.', {
      field: 'namespaces',
    })
  const closed = input.by.find((label) => aboutOthers.has(label))
  if (closed !== undefined)
    throw new HeddleError('FORBIDDEN', `"${closed}" names things outside of the namespaces that you may see.`, {
      field: 'by',
    })
}

interface ChartRequest {
  readonly measure: BreakdownMeasure
  readonly selectors: readonly SeriesSelector[]
  readonly range: SeriesRange
}

async function chartOf(
  { deps, input, signal }: Call<ObjectMetricsRequest>,
  { measure, selectors, range }: ChartRequest,
) {
  const question: BreakdownQuestion = {
    measure,
    stats: statsOf(measure, input.stats),
    selectors,
    by: labelsOf(measure, input.by),
    rateSeconds: range.rateSeconds,
  }
  const { compare } = input
  const [now, before] = await Promise.all([
    deps.metrics.breakdown(question, range, signal),
    compare === undefined
      ? null
      : deps.metrics.breakdown(question, { ...range, start: range.start - compare, end: range.end - compare }, signal),
  ])
  return { times: [...now.times], chart: toChart(measure, now, before), evidence: evidenceOf(question, now) }
}

function toChart(measure: BreakdownMeasure, now: MeasuredBreakdown, before: MeasuredBreakdown | null): MetricChart {
  const earlier = new Map((before?.lines ?? []).map((line) => [keyOf(line), line.values]))
  const lines: MetricLine[] = now.lines
    .map((line) => ({
      stat: line.stat,
      labels: { ...line.labels },
      values: [...line.values],
      before: copied(earlier.get(keyOf(line))),
    }))
    .toSorted((a, b) => meanOf(b.values) - meanOf(a.values))
  return {
    measure,
    unit: measureKinds[measure].unit,
    lines: lines.slice(0, MOST_LINES),
    hidden: Math.max(0, lines.length - MOST_LINES),
  }
}

const copied = (values: readonly (number | null)[] | undefined) => (values === undefined ? null : [...values])

function keyOf({ stat, labels }: Pick<MeasuredBreakdown['lines'][number], 'stat' | 'labels'>): string {
  return JSON.stringify([stat, labels])
}

/** Over all moments, so that a short peak is not the busiest. */
function meanOf(values: readonly (number | null)[]): number {
  return values.reduce<number>((sum, value) => sum + (value ?? 0), 0) / Math.max(1, values.length)
}

function evidenceOf({ measure, selectors, rateSeconds }: BreakdownQuestion, { query }: MeasuredBreakdown): Evidence {
  const reporters = new Set(selectors.map(({ reporter }) => reporter))
  const [only = 'destination'] = reporters
  return { name: measure, ...query, windowSeconds: rateSeconds, reporter: reporters.size > 1 ? 'both' : only }
}

/** Prometheus away is one failure, however many charts were asked for. */
function degradedBy(asked: readonly PromiseSettledResult<unknown>[]): SourceFailure[] {
  const [failure] = asked.flatMap((answer): unknown[] => (answer.status === 'rejected' ? [answer.reason] : []))
  return failure === undefined ? [] : [{ source: 'prometheus', message: messageOf(failure), since: null }]
}
