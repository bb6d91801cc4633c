import type { Probe } from '../../objects/container.ts'

/** Consecutive results of one probe. */
export type ProbeHistory = { readonly successes: number; readonly failures: number }

export const noHistory: ProbeHistory = { successes: 0, failures: 0 }

export function afterResult({ successes, failures }: ProbeHistory, ok: boolean): ProbeHistory {
  return ok ? { successes: successes + 1, failures: 0 } : { successes: 0, failures: failures + 1 }
}

/** What the thresholds make of it; `undecided` leaves things as they are. */
export function verdictOf({ successes, failures }: ProbeHistory, probe: Probe): 'passed' | 'failed' | 'undecided' {
  if (failures >= (probe.failureThreshold ?? 3)) return 'failed'
  return successes >= (probe.successThreshold ?? 1) ? 'passed' : 'undecided'
}
