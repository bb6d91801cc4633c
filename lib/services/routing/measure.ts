import { attributeCounts } from '../../domain/routing/attribution.ts'
import { wilsonInterval } from '../../domain/routing/interval.ts'
import { messageOf } from '../../domain/model/heddle-error.ts'
import type { Target } from '../../domain/routing/targets.ts'
import type { MetricsSource } from '../../sources/ports.ts'
import { RATE_SECONDS } from '../changes/destination-rates.ts'
import { requestCounts } from '../changes/request-counts.ts'
import type { Deps } from '../deps.ts'

/** Span of the observed shares. */
export const OBSERVED_SECONDS = 300

export interface ObservedShare {
  readonly share: number
  readonly low: number
  readonly high: number
  readonly n: number
}

/** What one rule's destinations get; null where it is not known. */
export interface Measurement {
  readonly rps: readonly (number | null)[]
  readonly observed: readonly (ObservedShare | null)[]
}

export interface Measured {
  readonly rules: readonly Measurement[]
  readonly callers: readonly string[]
  readonly query: string
  /** Why the metrics are missing, in a sentence. */
  readonly failure: string | null
}

/** Rates and observed shares of every rule's targets. Never throws: without metrics the page shows what the cluster says. */
export async function measure(
  { metrics, now }: Deps,
  rules: readonly (readonly Target[])[],
  signal?: AbortSignal,
): Promise<Measured> {
  try {
    const [rates, counts] = await Promise.all([
      metrics.requests({ seconds: RATE_SECONDS, at: null }, signal),
      countsOf(metrics, rules.flat(), now() / 1000),
    ])
    const rows = rates.values
      .filter(({ reporter }) => reporter === 'source')
      .map((row) => ({ ...row, destinationVersion: row.destinationCanonicalRevision, count: row.perSecond }))
    const hosts = new Set(rules.flat().map(({ host }) => host))
    const callers = rows.filter((row) => hosts.has(row.destinationService) && row.perSecond > 0)
    return {
      rules: rules.map((targets) => ({
        rps: attributeCounts(rows, targets),
        observed: shares(attributeCounts(counts, targets)),
      })),
      callers: [...new Set(callers.map(({ sourceWorkload }) => sourceWorkload))].toSorted(),
      query: rates.queries[0]?.query ?? '',
      failure: null,
    }
  } catch (error) {
    const rulesWithout = rules.map((targets) => ({ rps: targets.map(() => null), observed: targets.map(() => null) }))
    return { rules: rulesWithout, callers: [], query: '', failure: messageOf(error) }
  }
}

function countsOf(metrics: MetricsSource, targets: readonly Target[], now: number) {
  return requestCounts(metrics, targets, { since: now - OBSERVED_SECONDS, now })
}

function shares(counts: readonly number[]): (ObservedShare | null)[] {
  const n = Math.round(counts.reduce((sum, count) => sum + count, 0))
  return counts.map((count) => (n > 0 ? { ...wilsonInterval(count, n), n } : null))
}
