import { UNKNOWN } from '../../model/names.ts'
import type { TelemetryLabels } from '../../telemetry/samples.ts'
import type { Mtls } from '../model.ts'
import type { GraphDraft } from '../draft.ts'

type Report = TelemetryLabels & { readonly perSecond: number }

/** Decorates request edges with their encryption. */
export function appendMtls(draft: GraphDraft): void {
  for (const { edge, calls } of draft.edges.values()) if (calls.length > 0) edge.mtls = mtlsOf(calls)
}

/** The share of mutual TLS over all series that a callee reported (G10); a caller can't tell, so its series never count. */
export function mtlsOf(reports: readonly Report[]): Mtls {
  const heard = reports.filter(({ reporter, perSecond }) => reporter === 'destination' && perSecond > 0)
  const mutual = sum(heard, 'mutual_tls')
  const plain = sum(heard, 'none')
  const ratio = mutual + plain > 0 ? mutual / (mutual + plain) : null
  const witnesses = heard.length > 0 ? heard : reports
  return {
    state: ratio === null ? 'unknown' : plain === 0 ? 'mutual' : mutual === 0 ? 'plain' : 'partial',
    ratio,
    sourcePrincipals: principals(witnesses.map(({ sourcePrincipal }) => sourcePrincipal)),
    destinationPrincipals: principals(witnesses.map(({ destinationPrincipal }) => destinationPrincipal)),
  }
}

function sum(reports: readonly Report[], policy: string): number {
  return reports.reduce(
    (total, { connectionSecurityPolicy, perSecond }) => total + (connectionSecurityPolicy === policy ? perSecond : 0),
    0,
  )
}

function principals(names: readonly string[]): string[] {
  return [...new Set(names)].filter((name) => name !== UNKNOWN && name !== '').toSorted()
}
