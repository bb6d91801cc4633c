import type { DestinationCount } from '../../domain/routing/attribution.ts'
import { increasesSince, type CounterReadings } from '../../domain/routing/counter-increase.ts'
import type { CountedUnit } from '../../domain/routing/verification.ts'
import type { Target } from '../../domain/routing/targets.ts'
import type { CounterSeries, MetricsSource } from '../../sources/metrics-port.ts'

/** Raw values from before the moment tell an old counter from one that was born after it. */
const LOOKBACK_SECONDS = 60

/** One series' count with what its requests were answered. */
export type RequestCount = DestinationCount & { readonly responseCode: string }

/** Requests (or connections) of callers to the targets' hosts since a moment, one row per series (R19). Unix seconds. */
export async function requestCounts(
  metrics: MetricsSource,
  targets: readonly Target[],
  span: { readonly since: number; readonly now: number; readonly unit: CountedUnit },
): Promise<RequestCount[]> {
  const from = span.since - LOOKBACK_SECONDS
  const series = await counterSeries(metrics, targets, { from, to: span.now, unit: span.unit })
  const counts = increasesSince(series.map(readingsOf), span.since)
  return series.map(({ labels }, place) => ({ ...labels, count: counts[place] ?? 0 }))
}

/** The counters of every host among the targets, each host once. */
export async function counterSeries(
  metrics: MetricsSource,
  targets: readonly Target[],
  span: { readonly from: number; readonly to: number; readonly unit: CountedUnit },
): Promise<CounterSeries[]> {
  const hosts = [...new Set(targets.map(({ host }) => host))]
  const answers = await Promise.all(hosts.map((host) => metrics.requestCounters({ ...serviceOf(host), ...span })))
  return answers.flat()
}

/** One proxy's counters are scraped together. */
export function readingsOf({ labels, points }: CounterSeries): CounterReadings {
  return { target: labels.pod, readings: points }
}

/** Istio's service labels of a host: name and namespace of a Service, the host itself for anything else. */
function serviceOf(host: string): { serviceName: string; serviceNamespace: string } {
  const [name = host, namespace = '', ...rest] = host.split('.')
  return rest.join('.') === 'svc.cluster.local'
    ? { serviceName: name, serviceNamespace: namespace }
    : { serviceName: host, serviceNamespace: '' }
}
