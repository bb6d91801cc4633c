import { addBucket, quantile, type Buckets } from '../../telemetry/histogram.ts'
import type { Reporting } from '../../telemetry/reporting.ts'
import type { LatencyHistogramSample, LatencyTotalSample } from '../../telemetry/samples.ts'
import { existingEdges, type EdgeDraft, type GraphDraft } from '../draft.ts'

const nothing = { p50: null, p95: null, p99: null, avg: null }

/** The average latency of an edge: the callee's, of requests that arrived (G11). */
export function appendAverages(draft: GraphDraft, samples: readonly LatencyTotalSample[], reporting: Reporting): void {
  const totals = new Map<EdgeDraft, { milliseconds: number; requests: number }>()
  for (const sample of samples) {
    if (reporting.partOf(sample) !== 'arrived') continue
    for (const edge of existingEdges(draft, sample, sample.protocol)) {
      const { milliseconds, requests } = totals.get(edge) ?? { milliseconds: 0, requests: 0 }
      totals.set(edge, {
        milliseconds: milliseconds + sample.millisecondsPerSecond,
        requests: requests + sample.requestsPerSecond,
      })
    }
  }
  for (const [{ edge }, { milliseconds, requests }] of totals)
    if (requests > 0) edge.latencyMs = { ...(edge.latencyMs ?? nothing), avg: milliseconds / requests }
}

/** p50, p95 and p99 of an edge, from the merged histogram of all its series (G12). */
export function appendPercentiles(
  draft: GraphDraft,
  samples: readonly LatencyHistogramSample[],
  reporting: Reporting,
): void {
  const histograms = histogramsBy(samples, reporting, (sample) => existingEdges(draft, sample, sample.protocol))
  for (const [{ edge, buckets: own }, buckets] of histograms) {
    for (const [upper, perSecond] of buckets) own.set(upper, perSecond)
    const p50 = quantile(0.5, buckets)
    if (p50 === null) continue
    const tails = { p95: quantile(0.95, buckets), p99: quantile(0.99, buckets) }
    edge.latencyMs = { ...(edge.latencyMs ?? nothing), p50, ...tails }
  }
}

/** Merges the histograms of arrived requests by whatever they are asked of; an empty list leaves a sample out. */
export function histogramsBy<K>(
  samples: readonly LatencyHistogramSample[],
  reporting: Reporting,
  keysOf: (sample: LatencyHistogramSample) => readonly K[],
): Map<K, Buckets> {
  const histograms = new Map<K, Buckets>()
  for (const sample of samples) {
    if (reporting.partOf(sample) !== 'arrived') continue
    for (const key of keysOf(sample)) {
      const buckets = histograms.get(key) ?? new Map<number, number>()
      for (const [upperMs, perSecond] of sample.buckets) addBucket(buckets, upperMs, perSecond)
      histograms.set(key, buckets)
    }
  }
  return histograms
}
