import type { CapsuleRecord, MetricsFacts } from '../../domain/capsule/records.ts'
import { maySee } from '../../domain/model/principal.ts'
import type { RawSeries, RawSeriesQuestion } from '../../sources/metrics-port.ts'
import type { Freezing } from './freezing.ts'

/** A rate at the beginning of the range looks back so far. */
export const LEAD_SECONDS = 300
const MOST_POINTS_OF_SERIES = 2_200
const MOST_POINTS = 8_000_000

/** Counters of the range as they were scraped, and what Prometheus said of itself. */
export async function* freezeMetrics(freezing: Freezing): AsyncGenerator<CapsuleRecord> {
  const { rawSeries } = freezing.deps
  if (rawSeries === null) return freezing.limit('Metrics: there are no scraped values to freeze.')
  let points = 0
  let isRead = false
  for (const { name, of } of rawSeries.metrics) {
    if (of === 'control-plane' && freezing.principal.namespaces !== 'all') continue
    try {
      if (points > MOST_POINTS) throw new Error(`the capsule holds ${MOST_POINTS} scraped values at most`)
      for (const series of await rawSeries.read(questionOf(freezing, { name, of }), freezing.signal)) {
        const kept = thinned(freezing, series)
        points += kept.points.length
        if (maySeeSeries(freezing, series)) yield record(freezing, name, kept)
      }
      isRead = true
    } catch (error) {
      freezing.failed(`Metric ${name}`, error)
    }
  }
  if (!isRead) return undefined
  freezing.freeze('metrics')
  yield await factsOf(freezing)
}

export function questionOf(
  { input, namespaces }: Freezing,
  metric: { readonly name: string; readonly of: 'traffic' | 'control-plane' },
): RawSeriesQuestion {
  const of = metric.of === 'traffic' ? namespaces : 'all'
  return { metric: metric.name, namespaces: of, from: input.from - LEAD_SECONDS, to: input.to }
}

/** Somebody with rights to some namespaces sees no side of a call that lies in another one. */
function maySeeSeries({ principal }: Freezing, { labels }: RawSeries): boolean {
  if (principal.namespaces === 'all') return true
  const sides = [labels['source_workload_namespace'], labels['destination_workload_namespace']]
  return sides.every((side) => side === undefined || side === 'unknown' || maySee(principal, side))
}

/** Every so-many-th value and the last one, where there are more than a capsule keeps of one series. */
function thinned(freezing: Freezing, { labels, points }: RawSeries): RawSeries {
  const every = Math.ceil(points.length / MOST_POINTS_OF_SERIES)
  if (every <= 1) return { labels, points }
  freezing.limit(`Metrics: one of ${every} scrapes is in the capsule.`)
  return { labels, points: points.filter((_, place) => place % every === 0 || place === points.length - 1) }
}

function record({ redactor }: Freezing, metric: string, { labels, points }: RawSeries): CapsuleRecord {
  const named = Object.entries(labels).map(([name, value]) => [name, redactor.named(name, value)] as const)
  return {
    part: 'metrics',
    type: 'series',
    metric,
    labels: Object.fromEntries(named),
    times: points.map(([time], place) => time - (points[place - 1]?.[0] ?? 0)),
    values: points.map(([, value]) => value),
  }
}

async function factsOf(freezing: Freezing): Promise<MetricsFacts> {
  const { metrics, meshMetrics } = freezing.deps
  const [version, targets, prometheus] = await Promise.all([
    metrics.version().catch(() => null),
    metrics.scrapeTargets().catch(() => []),
    meshMetrics.prometheus(freezing.signal).catch(() => null),
  ])
  const seen = targets.filter(({ namespace }) => freezing.principal.namespaces === 'all' || freezing.holds(namespace))
  return {
    part: 'metrics',
    type: 'facts',
    version,
    aggregateLabels: [...metrics.aggregateLabels],
    targets: seen.map((target) => ({ ...target })),
    prometheus: prometheus === null ? null : { ...prometheus, down: prometheus.down.map((one) => ({ ...one })) },
  }
}
