import type { GraphNode, NodeBadge, NodeKind } from '../model.ts'
import type { GraphDraft } from '../draft.ts'
import type { PlaceOf } from './directions.ts'

/** What the cluster's configuration says about nodes, read once per graph. */
export interface ConfigFacts {
  badgesOf(node: GraphNode): readonly NodeBadge[]
  /** A better word for what a node is, where the cluster knows one (a gateway, a ServiceEntry). */
  kindOf(node: GraphNode): NodeKind
  readonly placeOf: PlaceOf
  /** Labels of a node's pods; undefined where the cluster does not know any. */
  labelsOf(node: GraphNode): Readonly<Record<string, string>> | undefined
}

/** Hangs configuration on nodes; their ids stay as they are (G4). */
export function appendBadges(draft: GraphDraft, facts: ConfigFacts): void {
  const called = new Set([...draft.edges.values()].map(({ edge }) => edge.target))
  for (const node of draft.nodes.values()) {
    node.kind = facts.kindOf(node)
    const labels = facts.labelsOf(node)
    if (labels !== undefined) node.labels = { ...labels }
    const root: NodeBadge[] = called.has(node.id) ? [] : ['traffic-source']
    node.badges = [...new Set([...facts.badgesOf(node), ...root])].toSorted()
  }
}
