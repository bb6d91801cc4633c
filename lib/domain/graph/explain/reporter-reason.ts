import type { EdgeReporter, GraphEdge } from '../model.ts'

/** Why an edge's numbers are one side's, in one sentence (T1 to T4). */
export function reporterReason(edge: Pick<GraphEdge, 'reporter'> | null): string {
  if (edge === null) return 'Neither side reported a request of this edge in the window.'
  return reasons[edge.reporter]
}

const reasons: Readonly<Record<EdgeReporter, string>> = {
  destination:
    "The callee's proxy reports: its series count, and the caller's series of the same requests are left out.",
  source:
    "Nobody reports for the callee (no sidecar, not scraped, or outside the mesh): the caller's series are all there is.",
  both: "The callee's proxy reports what arrived; the requests that never reached it are known from the caller's proxy only.",
}
