import { reportingOf } from '../telemetry/reporting.ts'
import type { TcpSample } from '../telemetry/samples.ts'
import { edgesFor, type EdgeDraft, type GraphDraft } from './draft.ts'
import { mtlsOf } from './appenders/mtls.ts'
import { reporterOf } from './request-edges.ts'

/** Draws the edges of TCP connections: bytes of both directions, by the same choice of reports as requests (G2). */
export function addTcpEdges(draft: GraphDraft, samples: readonly TcpSample[], withMtls: boolean): void {
  const reports = samples.map((sample) => ({ ...sample, protocol: 'tcp' }))
  const reporting = reportingOf(reports)
  const drawn = new Set<EdgeDraft>()
  for (const report of reports) {
    if (reporting.partOf(report) === 'duplicate') continue
    for (const edge of edgesFor(draft, report, 'tcp')) {
      edge.connections.push(report)
      drawn.add(edge)
    }
  }
  for (const { edge, connections } of drawn) {
    const bytes = connections.filter(({ direction }) => direction === 'sent' || direction === 'received')
    const opened = connections.filter(({ direction }) => direction === 'opened' || direction === 'refused')
    edge.bytesPerSecond = total(bytes)
    edge.connectionsPerSecond = total(opened)
    edge.reporter = reporterOf(connections)
    edge.samples += connections.length
    // Bytes and connections are different amounts: the share of mutual TLS is that of one of them.
    if (withMtls) edge.mtls = mtlsOf(bytes.length > 0 ? bytes : opened)
  }
}

function total(samples: readonly TcpSample[]): number | null {
  return samples.length === 0 ? null : samples.reduce((sum, { perSecond }) => sum + perSecond, 0)
}
