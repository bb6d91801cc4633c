import type { GraphResponse } from '../../contract/graph.ts'

const DIGITS = 6

/**
 * The answer with its amounts in six significant digits (G23): counters of two proxies differ in the third, and digits that
 * say nothing are most of what an answer weighs, for they do not compress.
 */
export function toldBriefly(answer: GraphResponse): GraphResponse {
  return {
    ...answer,
    nodes: answer.nodes.map((node) => ({ ...node, traffic: briefTraffic(node.traffic) })),
    edges: answer.edges.map(briefEdge),
    boxes: answer.boxes.map((box) => ({ ...box, traffic: briefTraffic(box.traffic) })),
  }
}

type Edge = GraphResponse['edges'][number]
type Traffic = GraphResponse['nodes'][number]['traffic']

function briefEdge(edge: Edge): Edge {
  const { latencyMs: latency, messagesPerSecond: messages, mtls } = edge
  return {
    ...edge,
    rps: brief(edge.rps),
    errorRatio: briefRatio(edge.errorRatio),
    latencyMs: latency && {
      p50: brief(latency.p50),
      p95: brief(latency.p95),
      p99: brief(latency.p99),
      avg: brief(latency.avg),
    },
    bytesPerSecond: brief(edge.bytesPerSecond),
    mtls: { ...mtls, ratio: briefRatio(mtls.ratio) },
    responses: edge.responses.map((response) => ({ ...response, rps: briefly(response.rps) })),
    retriesPerSecond: brief(edge.retriesPerSecond),
    messagesPerSecond: messages && { sent: brief(messages.sent), received: brief(messages.received) },
    connectionsPerSecond: brief(edge.connectionsPerSecond),
  }
}

function briefTraffic({ in: into, out }: Traffic): Traffic {
  return { in: briefDirection(into), out: briefDirection(out) }
}

function briefDirection({ rps, errorRatio, bytesPerSecond }: Traffic['in']): Traffic['in'] {
  return { rps: brief(rps), errorRatio: briefRatio(errorRatio), bytesPerSecond: brief(bytesPerSecond) }
}

const brief = (amount: number | null) => (amount === null ? null : briefly(amount))

/** A share that is not quite all never becomes all: 1 has a meaning of its own. */
function briefRatio(ratio: number | null): number | null {
  const told = brief(ratio)
  return told === 1 ? ratio : told
}

function briefly(amount: number): number {
  return Number.isInteger(amount) ? amount : Number(amount.toPrecision(DIGITS))
}
