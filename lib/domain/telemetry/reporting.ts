import { UNKNOWN } from '../model/names.ts'
import type { TelemetryLabels } from './samples.ts'
import { neverArrived } from './response-flags.ts'

/** A series as far as the choice between two reports of one request goes. */
export interface Report extends TelemetryLabels {
  readonly protocol: string
  readonly flags: string
  readonly perSecond: number
}

export type Part = 'arrived' | 'never-arrived' | 'duplicate'

/** Caller, callee workload and protocol: what both proxies say alike. Hosts are left out, a callee may not know them. */
export function pairKey(labels: TelemetryLabels & { readonly protocol: string }): string {
  return `${labels.sourceNamespace}/${labels.sourceWorkload}>${calleeKey(labels)}:${labels.protocol}`
}

function calleeKey(labels: TelemetryLabels): string {
  return `${labels.destinationNamespace}/${labels.destinationWorkload}`
}

/** Who reports what, so that every request counts once. */
export interface Reporting {
  /** Which part of an edge a series is: what arrived, what never did, or the second report of something that counts already. */
  partOf(report: Omit<Report, 'perSecond'>): Part
}

/**
 * Decides which of two reports counts (T1). The callee's report counts wherever it exists. The caller's counts for what
 * never arrived (T2) and where nobody at the other side reports: a callee without a sidecar or not scraped (T3).
 * A callee that hears from unknown callers may have counted this one among them: then the caller's report would count twice (T4).
 */
export function reportingOf(reports: Iterable<Report>): Reporting {
  const reportedPairs = new Set<string>()
  const hearsUnknown = new Set<string>()
  for (const report of reports) {
    if (report.reporter !== 'destination' || report.perSecond <= 0) continue
    reportedPairs.add(pairKey(report))
    if (report.sourceWorkload === UNKNOWN) hearsUnknown.add(`${calleeKey(report)}:${report.protocol}`)
  }
  const coveredByCallee = (report: Omit<Report, 'perSecond'>) =>
    reportedPairs.has(pairKey(report)) || hearsUnknown.has(`${calleeKey(report)}:${report.protocol}`)
  return {
    partOf: (report) => {
      if (report.reporter === 'destination') return 'arrived'
      if (neverArrived(report.flags)) return 'never-arrived'
      return coveredByCallee(report) ? 'duplicate' : 'arrived'
    },
  }
}
