import { groupBy } from '../../model/group-by.ts'
import type { Health } from '../../health/model.ts'
import { worstOf, type AnswerRates } from '../../health/request-health.ts'
import { thingHealth, type CarriedTraffic, type KnownHealth } from '../../health/thing-health.ts'
import type { JudgedDirection } from '../../health/tolerances.ts'
import type { GraphEdge, GraphNode } from '../model.ts'
import type { GraphDraft } from '../draft.ts'

/** What the cluster knows of a node's health; undefined where it does not know the node. */
export type KnownHealthOf = (node: HealthSubject) => KnownHealth | undefined

/** A thing as its health is asked for: what of a graph's node says which it is. */
export type HealthSubject = Pick<GraphNode, 'kind' | 'namespace' | 'workload' | 'app' | 'service'>

/** Judges nodes by what enters and leaves them and by what they are made of, edges as both of their ends see them (H2, H7). */
export function appendHealth(draft: GraphDraft, knownOf: KnownHealthOf): void {
  const edges = [...draft.edges.values()].map(({ edge }) => edge)
  const known = new Map([...draft.nodes.values()].map((node) => [node.id, knownOf(node)]))
  for (const edge of edges) edge.health = edgeHealth(edge, known.get(edge.source), known.get(edge.target))
  const inbound = groupBy(edges, ({ target }) => target)
  const outbound = groupBy(edges, ({ source }) => source)
  for (const node of draft.nodes.values()) {
    const [into, from] = [inbound.get(node.id) ?? [], outbound.get(node.id) ?? []]
    const answers = [...answersOf(into, 'inbound'), ...answersOf(from, 'outbound')]
    node.health = thingHealth({ answers, bytesPerSecond: bytesOf([...into, ...from]) }, known.get(node.id))
  }
}

/** H7: the worse of what the callee bears of requests that enter it and the caller of requests that leave it. */
function edgeHealth(edge: GraphEdge, source: KnownHealth | undefined, target: KnownHealth | undefined): Health {
  const seenBy = (direction: JudgedDirection, known: KnownHealth | undefined) =>
    thingHealth(trafficOf(edge, direction), { tolerances: known?.tolerances, verdicts: [] })
  const callee = seenBy('inbound', target)
  return worstOf(source?.tolerances === undefined ? [callee] : [callee, seenBy('outbound', source)])
}

function trafficOf(edge: GraphEdge, direction: JudgedDirection): CarriedTraffic {
  return { answers: answersOf([edge], direction), bytesPerSecond: bytesOf([edge]) }
}

function bytesOf(edges: readonly GraphEdge[]): number {
  return edges.reduce((sum, { bytesPerSecond }) => sum + (bytesPerSecond ?? 0), 0)
}

function answersOf(edges: readonly GraphEdge[], direction: JudgedDirection): AnswerRates[] {
  return (['http', 'grpc'] as const).map((protocol) => ({
    protocol,
    direction,
    responses: edges.filter((edge) => edge.protocol === protocol).flatMap(({ responses }) => responses),
  }))
}
