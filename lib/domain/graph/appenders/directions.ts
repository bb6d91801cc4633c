import type { EdgeDirection, GraphNode } from '../model.ts'
import type { GraphDraft } from '../draft.ts'

/** Where a node stands to the border of the mesh: an ingress or egress gateway is the border, `outside` is beyond it. */
export type NodePlace = 'ingress' | 'egress' | 'outside' | 'inside'

/** What configuration knows of a node's place; undefined where it knows nothing. */
export type PlaceOf = (node: GraphNode) => NodePlace | undefined

/** Says which way each edge goes (G18). */
export function appendDirections(draft: GraphDraft, placeOf: PlaceOf = () => undefined): void {
  const places = new Map([...draft.nodes].map(([id, node]) => [id, placeOf(node) ?? placeByName(node)]))
  for (const { edge } of draft.edges.values()) {
    const [source, target] = [places.get(edge.source) ?? 'inside', places.get(edge.target) ?? 'inside']
    edge.direction = directionBetween(source, target)
  }
}

function directionBetween(source: NodePlace, target: NodePlace): EdgeDirection {
  if (target === 'outside' || target === 'egress' || source === 'egress') return 'north-south-out'
  return source === 'ingress' || target === 'ingress' ? 'north-south-in' : 'east-west'
}

/** Istio's own gateways are known by their names where configuration says nothing. */
function placeByName({ kind, app, workload }: GraphNode): NodePlace {
  if (kind === 'external') return 'outside'
  const names = [app ?? '', workload ?? '']
  if (names.some((name) => name.startsWith('istio-egressgateway'))) return 'egress'
  return names.some((name) => name.startsWith('istio-ingressgateway')) ? 'ingress' : 'inside'
}
