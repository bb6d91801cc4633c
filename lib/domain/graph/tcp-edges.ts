import { reportingOf } from '../telemetry/reporting.ts'
import type { TcpSample } from '../telemetry/samples.ts'
import { edgeFor, type EdgeDraft, type GraphDraft } from './draft.ts'
import { mtlsOf } from './appenders/mtls.ts'
import { reporterOf } from './request-edges.ts'

/** Draws the edges of TCP connections: bytes of both directions, by the same choice of reports as requests (G2). */
export function addTcpEdges(draft: GraphDraft, samples: readonly TcpSample[], withMtls: boolean): void {
  const reports = samples.map((sample) => ({ ...sample, protocol: 'tcp' }))
  const reporting = reportingOf(reports)
  const drawn = new Set<EdgeDraft>()
  for (const report of reports) {
    if (reporting.partOf(report) === 'duplicate') continue
    const edge = edgeFor(draft, report, 'tcp')
    edge.connections.push(report)
    drawn.add(edge)
  }
  for (const { edge, connections } of drawn) {
    edge.bytesPerSecond = connections.reduce((sum, { perSecond }) => sum + perSecond, 0)
    edge.reporter = reporterOf(connections)
    edge.samples += connections.length
    if (withMtls) edge.mtls = mtlsOf(connections)
  }
}
