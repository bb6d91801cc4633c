import { groupBy } from '../model/group-by.ts'
import type { NamespaceRights } from '../model/principal.ts'
import { bareNode } from './draft.ts'
import { edgeId } from './identity.ts'
import type { GraphEdge, GraphNode } from './model.ts'

export interface Cut {
  /** Namespaces that were asked for and may be seen; `all` for every one. */
  readonly namespaces: NamespaceRights
  /** Namespaces whose things may be named at all. */
  readonly rights: NamespaceRights
  readonly idle: boolean
}

export interface CutGraph {
  readonly nodes: readonly GraphNode[]
  readonly edges: readonly GraphEdge[]
}

const has = (set: NamespaceRights, namespace: string | null) =>
  set === 'all' || (namespace !== null && set.includes(namespace))

/** Whether an edge carried anything in the window. */
export function isActive({ rps, bytesPerSecond, connectionsPerSecond }: GraphEdge): boolean {
  return (rps ?? 0) > 0 || (bytesPerSecond ?? 0) > 0 || (connectionsPerSecond ?? 0) > 0
}

/**
 * The part of the mesh's graph with either end in the namespaces (G6), cut to rights (G14): what lies in a namespace that
 * may not be seen is folded into one node without a name.
 */
export function cutGraph(graph: CutGraph, cut: Cut): CutGraph {
  const byId = new Map(graph.nodes.map((node) => [node.id, node]))
  const wanted = (id: string) => has(cut.namespaces, byId.get(id)?.namespace ?? null)
  const edges = graph.edges.filter(
    (edge) => (wanted(edge.source) || wanted(edge.target)) && (cut.idle || isActive(edge)),
  )
  const shown = edges.map((edge) => hideForbidden(edge, byId, cut.rights))
  const ends = new Set(shown.flatMap(({ source, target }) => [source, target]))
  const nodes = graph.nodes.filter((node) => ends.has(node.id) || (cut.idle && wanted(node.id)))
  return { nodes: ends.has(HIDDEN) ? [...nodes, hiddenNode] : nodes, edges: foldTwins(shown) }
}

const HIDDEN = 'hidden/hidden/aggregate/other-namespaces'

const hiddenNode: GraphNode = {
  ...bareNode({
    id: HIDDEN,
    kind: 'aggregate',
    cluster: 'hidden',
    namespace: null,
    name: 'other namespaces',
    app: null,
    version: null,
    workload: null,
    service: null,
  }),
  health: { status: 'unknown', reasons: ['You may not see these namespaces.'] },
}

function hideForbidden(edge: GraphEdge, byId: ReadonlyMap<string, GraphNode>, rights: NamespaceRights): GraphEdge {
  const hide = (id: string) => {
    const namespace = byId.get(id)?.namespace ?? null
    return namespace !== null && !has(rights, namespace)
  }
  if (rights === 'all' || (!hide(edge.source) && !hide(edge.target))) return edge
  const source = hide(edge.source) ? HIDDEN : edge.source
  const target = hide(edge.target) ? HIDDEN : edge.target
  const sourcePrincipals = source === HIDDEN ? [] : edge.mtls.sourcePrincipals
  const destinationPrincipals = target === HIDDEN ? [] : edge.mtls.destinationPrincipals
  const mtls = { ...edge.mtls, sourcePrincipals, destinationPrincipals }
  return { ...edge, id: edgeId(source, target, edge.protocol), source, target, mtls }
}

/** Several hidden neighbours become one edge: rates add up, what can't be added is left out. */
function foldTwins(edges: readonly GraphEdge[]): GraphEdge[] {
  const groups = groupBy(edges, ({ id }) => id)
  return [...groups.values()].map((twins) => twins.reduce(addEdges))
}

function addEdges(a: GraphEdge, b: GraphEdge): GraphEdge {
  const sum = (x: number | null, y: number | null) => (x === null && y === null ? null : (x ?? 0) + (y ?? 0))
  const rps = sum(a.rps, b.rps)
  const errors = (a.errorRatio ?? 0) * (a.rps ?? 0) + (b.errorRatio ?? 0) * (b.rps ?? 0)
  return {
    ...a,
    rps,
    errorRatio: rps !== null && rps > 0 ? errors / rps : null,
    bytesPerSecond: sum(a.bytesPerSecond, b.bytesPerSecond),
    retriesPerSecond: sum(a.retriesPerSecond, b.retriesPerSecond),
    connectionsPerSecond: sum(a.connectionsPerSecond, b.connectionsPerSecond),
    latencyMs: null,
    messagesPerSecond: null,
    mtls: { state: 'unknown', ratio: null, sourcePrincipals: [], destinationPrincipals: [] },
    responses: [...a.responses, ...b.responses],
    reporter: a.reporter === b.reporter ? a.reporter : 'both',
    samples: a.samples + b.samples,
  }
}
