import { attributeCounts } from '../../domain/routing/attribution.ts'
import type { Evidence, SliceEvidence } from '../../domain/routing/plan/guards.ts'
import type { Target } from '../../domain/routing/targets.ts'
import { addBucket, type Buckets } from '../../domain/telemetry/histogram.ts'
import type { LatencyHistogramSample } from '../../domain/telemetry/samples.ts'
import { requestCounts } from '../changes/request-counts.ts'
import type { Deps } from '../deps.ts'

/** Rates need at least two scrapes. */
const SHORTEST_WINDOW_SECONDS = 30

/**
 * What candidate and stable slice did since a moment (Unix seconds), as callers counted requests and callees their latency.
 * Requests without an answer count as failed, like every 5xx.
 */
export async function planEvidence(
  { metrics }: Pick<Deps, 'metrics'>,
  slices: { readonly candidate: Target; readonly stable: Target },
  span: { readonly since: number; readonly now: number },
): Promise<Evidence> {
  const targets = [slices.candidate, slices.stable]
  const seconds = Math.max(SHORTEST_WINDOW_SECONDS, Math.round(span.now - span.since))
  const [rows, latencies] = await Promise.all([
    requestCounts(metrics, targets, { ...span, unit: 'requests' }),
    metrics.calleeLatencies({ seconds, at: null }),
  ])
  const requests = attributeCounts(rows, targets)
  const failed = attributeCounts(
    rows.filter(({ responseCode }) => /^(5..|0)$/.test(responseCode)),
    targets,
  )
  const evidence = (place: number, target: Target): SliceEvidence => ({
    requests: Math.round(requests[place] ?? 0),
    failed: Math.round(failed[place] ?? 0),
    latency: latencyOf(latencies.values, target, seconds),
  })
  return { candidate: evidence(0, slices.candidate), stable: evidence(1, slices.stable) }
}

/** Histograms of the target's workloads as counts; null where none of them reports. */
function latencyOf(samples: readonly LatencyHistogramSample[], target: Target, seconds: number): Buckets | null {
  const workloads = new Set(target.pods.map(({ namespace, workload }) => `${namespace}/${workload ?? ''}`))
  const buckets: Buckets = new Map()
  for (const sample of samples) {
    if (!workloads.has(`${sample.destinationNamespace}/${sample.destinationWorkload}`)) continue
    for (const [upper, perSecond] of sample.buckets) addBucket(buckets, upper, perSecond * seconds)
  }
  return buckets.size === 0 ? null : buckets
}
