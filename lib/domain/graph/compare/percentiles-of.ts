import { quantile, type Buckets } from '../../telemetry/histogram.ts'

/** p50, p95 and p99 in milliseconds; null without requests. */
export function percentilesOf(buckets: Buckets): { p50: number | null; p95: number | null; p99: number | null } {
  return { p50: quantile(0.5, buckets), p95: quantile(0.95, buckets), p99: quantile(0.99, buckets) }
}
