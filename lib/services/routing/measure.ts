import { attributeCounts } from '../../domain/routing/attribution.ts'
import { wilsonInterval } from '../../domain/routing/interval.ts'
import { messageOf } from '../../domain/model/heddle-error.ts'
import type { CountedUnit } from '../../domain/routing/verification.ts'
import type { Target } from '../../domain/routing/targets.ts'
import type { MetricsSource } from '../../sources/metrics-port.ts'
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

/** One rule's destinations, and whether they are sent requests or connections. */
export interface MeasuredRule {
  readonly unit: CountedUnit
  readonly targets: readonly Target[]
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
  rules: readonly MeasuredRule[],
  signal?: AbortSignal,
): Promise<Measured> {
  const targetsOf = (unit: CountedUnit) => rules.flatMap((rule) => (rule.unit === unit ? rule.targets : []))
  try {
    const [rates, requests, connections] = await Promise.all([
      metrics.requests({ seconds: RATE_SECONDS, at: null }, signal),
      countsOf(metrics, targetsOf('requests'), { now: now() / 1000, unit: 'requests' }),
      countsOf(metrics, targetsOf('connections'), { now: now() / 1000, unit: 'connections' }),
    ])
    const rows = rates.values
      .filter(({ reporter }) => reporter === 'source')
      .map((row) => ({ ...row, destinationVersion: row.destinationCanonicalRevision, count: row.perSecond }))
    const hosts = new Set(rules.flatMap(({ targets }) => targets).map(({ host }) => host))
    const callers = rows.filter((row) => hosts.has(row.destinationService) && row.perSecond > 0)
    return {
      rules: rules.map(({ unit, targets }) => {
        const counts = attributeCounts(unit === 'requests' ? requests : connections, targets)
        const rps =
          unit === 'requests' ? attributeCounts(rows, targets) : counts.map((count) => count / OBSERVED_SECONDS)
        return { rps, observed: shares(counts) }
      }),
      callers: [...new Set(callers.map(({ sourceWorkload }) => sourceWorkload))].toSorted(),
      query: rates.queries[0]?.query ?? '',
      failure: null,
    }
  } catch (error) {
    const rulesWithout = rules.map(({ targets }) => ({
      rps: targets.map(() => null),
      observed: targets.map(() => null),
    }))
    return { rules: rulesWithout, callers: [], query: '', failure: messageOf(error) }
  }
}

function countsOf(
  metrics: MetricsSource,
  targets: readonly Target[],
  { now, unit }: { readonly now: number; readonly unit: CountedUnit },
) {
  return requestCounts(metrics, targets, { since: now - OBSERVED_SECONDS, now, unit })
}

function shares(counts: readonly number[]): (ObservedShare | null)[] {
  const n = Math.round(counts.reduce((sum, count) => sum + count, 0))
  return counts.map((count) => (n > 0 ? { ...wilsonInterval(count, n), n } : null))
}
