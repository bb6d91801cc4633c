import { add } from '../telemetry/merge-requests.ts'
import { reportingOf } from '../telemetry/reporting.ts'
import type { TcpSample } from '../telemetry/samples.ts'
import { edgeFor, type EdgeDraft, type GraphDraft } from './draft.ts'
import { mtlsOf } from './appenders/mtls.ts'
import { reporterOf } from './request-edges.ts'

/** Draws the edges of TCP connections: bytes of both directions, by the same choice of reports as requests (G2). */
export function addTcpEdges(draft: GraphDraft, samples: readonly TcpSample[], withMtls: boolean): void {
  const reports = samples.map((sample) => ({ ...sample, protocol: 'tcp' }))
  const reporting = reportingOf(reports)
  const perEdge = new Map<EdgeDraft, TcpSample[]>()
  const rates = new Map<string, number>()
  for (const report of reports) {
    if (reporting.partOf(report) === 'duplicate') continue
    const edge = edgeFor(draft, report, 'tcp')
    perEdge.set(edge, [...(perEdge.get(edge) ?? []), report])
    add(rates, edge.edge.id, report.perSecond)
  }
  for (const [{ edge }, counted] of perEdge) {
    edge.bytesPerSecond = rates.get(edge.id) ?? null
    edge.reporter = reporterOf(counted)
    edge.samples += counted.length
    if (withMtls) edge.mtls = mtlsOf(counted)
  }
}
