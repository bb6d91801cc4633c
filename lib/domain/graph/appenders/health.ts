import { groupBy } from '../../model/group-by.ts'
import { replicaHealth, type Replicas } from '../../health/workload-health.ts'
import { requestHealth, worstOf, type AnswerRates } from '../../health/request-health.ts'
import type { Health } from '../../health/model.ts'
import type { GraphEdge, GraphNode } from '../model.ts'
import type { GraphDraft } from '../draft.ts'

/** Pods of a workload that the graph shows; undefined where the cluster does not know it. */
export type ReplicasOf = (node: GraphNode) => Replicas | undefined

const idle: Health = { status: 'idle', reasons: ['No traffic was reported in the window.'] }
const carriesBytes: Health = { status: 'healthy', reasons: ['Bytes flow; TCP has no answers to judge.'] }

/** Judges edges by the callee's answers, nodes by the worst of inbound, outbound and pods (H2, H3, H5). */
export function appendHealth(draft: GraphDraft, replicasOf: ReplicasOf): void {
  const edges = [...draft.edges.values()].map(({ edge }) => edge)
  for (const edge of edges) edge.health = edgeHealth(edge)
  const inbound = groupBy(edges, ({ target }) => target)
  const outbound = groupBy(edges, ({ source }) => source)
  for (const node of draft.nodes.values()) {
    const traffic = trafficHealth(inbound.get(node.id) ?? [], outbound.get(node.id) ?? [])
    const replicas = replicasOf(node)
    node.health = replicas === undefined ? traffic : nodeHealth(traffic, replicaHealth(replicas))
  }
}

function edgeHealth(edge: GraphEdge): Health {
  if (edge.protocol === 'tcp') return (edge.bytesPerSecond ?? 0) > 0 ? carriesBytes : idle
  return requestHealth([{ protocol: edge.protocol, direction: 'inbound', responses: edge.responses }]) ?? idle
}

/** Pods that are fine say nothing about a workload that nobody calls: it stays idle. */
function nodeHealth(traffic: Health, pods: Health): Health {
  return pods.status === 'healthy' && traffic.status === 'idle' ? traffic : worstOf([traffic, pods])
}

/** The verdict on requests that enter and leave one thing; idle when there are none and no bytes either. */
export function trafficHealth(inbound: readonly GraphEdge[], outbound: readonly GraphEdge[]): Health {
  const verdict = requestHealth([...answers(inbound, 'inbound'), ...answers(outbound, 'outbound')])
  if (verdict !== null) return verdict
  const bytes = [...inbound, ...outbound].some(({ bytesPerSecond }) => (bytesPerSecond ?? 0) > 0)
  return bytes ? carriesBytes : idle
}

function answers(edges: readonly GraphEdge[], direction: AnswerRates['direction']): AnswerRates[] {
  return (['http', 'grpc'] as const).map((protocol) => ({
    protocol,
    direction,
    responses: edges.filter((edge) => edge.protocol === protocol).flatMap(({ responses }) => responses),
  }))
}
