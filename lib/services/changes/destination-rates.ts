import { attributeCounts } from '../../domain/routing/attribution.ts'
import type { Target } from '../../domain/routing/targets.ts'
import type { MetricsSource } from '../../sources/metrics-port.ts'

/** Window of the rates that a shift is planned with. */
export const RATE_SECONDS = 60

/** Requests per second that callers send to each target now; all null when the metrics can't be had. */
export async function destinationRates(
  metrics: MetricsSource,
  targets: readonly Target[],
  signal?: AbortSignal,
): Promise<(number | null)[]> {
  try {
    const { values } = await metrics.requests({ seconds: RATE_SECONDS, at: null }, signal)
    const counts = values.flatMap((sample) =>
      sample.reporter === 'source'
        ? [{ ...sample, destinationVersion: sample.destinationCanonicalRevision, count: sample.perSecond }]
        : [],
    )
    return attributeCounts(counts, targets)
  } catch {
    // The page says elsewhere that the metrics are away; a plan only loses its load check.
    return targets.map(() => null)
  }
}
