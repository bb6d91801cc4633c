import type { GraphResponse } from '../../../lib/contract/graph.ts'
import type { EdgeResponse, GraphEdge, GraphNode, Mtls } from '../../../lib/domain/graph/model.ts'
import { islandOf } from './card.ts'
import type { GraphModel } from './graph-model.ts'
import { sum, totalsOf, worst } from './statistics.ts'

type Graph = Pick<GraphResponse, 'nodes' | 'edges'>

/** What a folded island stands for: one status per node inside, worst first. */
export type Folded = ReadonlyMap<string, readonly GraphNode['health']['status'][]>

/** The edges that a merged one sums up, by its id. */
export type Merged = ReadonlyMap<string, readonly GraphEdge[]>

const order = ['failing', 'degraded', 'healthy', 'idle', 'unknown'] as const

/** Replaces every island of `names` by one node; edges between what is left merge and sum, those inside disappear. */
export function foldIslands(
  { nodes, edges }: Graph,
  names: ReadonlySet<string>,
): { graph: Graph; folded: Folded; merged: Merged } {
  const inside = (node: GraphNode) => {
    const island = islandOf(node)
    return island !== null && names.has(island) ? island : null
  }
  const members = new Map<string, GraphNode[]>()
  const home = new Map<string, string>()
  for (const node of nodes) {
    const island = inside(node)
    if (island === null) continue
    members.set(island, [...(members.get(island) ?? []), node])
    home.set(node.id, aggregateId(node.cluster, island))
  }
  if (members.size === 0) return { graph: { nodes, edges }, folded: new Map(), merged: new Map() }
  const moved = edges.map((edge) => {
    const [source, target] = [home.get(edge.source) ?? edge.source, home.get(edge.target) ?? edge.target]
    return source === edge.source && target === edge.target ? edge : { ...edge, source, target }
  })
  const groups = mergeGroups(moved, new Set(home.values()))
  const aggregates = [...members].map(([island, own]) => aggregateNode(island, own, edges))
  const folded = [...members].map(([island, own]) => {
    const statuses = own.map(({ health }) => health.status).toSorted((a, b) => order.indexOf(a) - order.indexOf(b))
    return [aggregateId(own[0]?.cluster ?? '', island), statuses] as const
  })
  return {
    graph: {
      nodes: [...nodes.filter((node) => inside(node) === null), ...aggregates],
      edges: [...groups].flatMap(([id, group]) => mergedEdges(id, group)),
    },
    folded: new Map(folded),
    merged: partsOf(groups, edges),
  }
}

const aggregateId = (cluster: string, island: string) => `${cluster}/${island}/aggregate/${island}`

function aggregateNode(island: string, members: readonly GraphNode[], edges: readonly GraphEdge[]): GraphNode {
  const ids = new Set(members.map(({ id }) => id))
  const cluster = members[0]?.cluster ?? ''
  return {
    id: aggregateId(cluster, island),
    kind: 'aggregate',
    cluster,
    namespace: island,
    name: island,
    app: null,
    version: null,
    workload: null,
    service: null,
    health: {
      status: worst(members.map(({ health }) => health.status)),
      reasons: [...new Set(members.flatMap(({ health }) => health.reasons))].slice(0, 3),
    },
    badges: [],
    traffic: {
      in: totalsOf(edges.filter(({ source, target }) => ids.has(target) && !ids.has(source))),
      out: totalsOf(edges.filter(({ source, target }) => ids.has(source) && !ids.has(target))),
    },
  }
}

type Groups = ReadonlyMap<string, readonly GraphEdge[]>

/** Edges between the same two and by the same protocol, where an aggregate is one of them; others stay alone. */
function mergeGroups(edges: readonly GraphEdge[], aggregates: ReadonlySet<string>): Groups {
  const groups = new Map<string, GraphEdge[]>()
  for (const edge of edges) {
    if (edge.source === edge.target && aggregates.has(edge.source)) continue
    const merges = aggregates.has(edge.source) || aggregates.has(edge.target)
    const key = merges ? `${edge.source}>${edge.target}:${edge.protocol}` : edge.id
    const group = groups.get(key) ?? []
    group.push(edge)
    groups.set(key, group)
  }
  return groups
}

/** Edges that touch no aggregate stay the very same objects. */
function mergedEdges(id: string, group: readonly GraphEdge[]): GraphEdge[] {
  const [first] = group
  if (first === undefined) return []
  return [first.id === id ? first : mergedEdge(id, first, group)]
}

/** The edges as the server told them, with their own ends. */
function partsOf(groups: Groups, edges: readonly GraphEdge[]): Merged {
  const own = new Map(edges.map((edge) => [edge.id, edge]))
  const parts = [...groups].filter(([id]) => !own.has(id))
  return new Map(parts.map(([id, group]) => [id, group.flatMap(({ id: part }) => own.get(part) ?? [])] as const))
}

function mergedEdge(id: string, first: GraphEdge, group: readonly GraphEdge[]): GraphEdge {
  const totals = totalsOf(group)
  return {
    ...first,
    id,
    ...totals,
    // Percentiles of several edges cannot be averaged: one edge keeps its own, several have none.
    latencyMs: group.length === 1 ? first.latencyMs : null,
    mtls: mergedMtls(group),
    responses: mergedResponses(group),
    reporter: group.every(({ reporter }) => reporter === first.reporter) ? first.reporter : 'both',
    samples: sum(group.map(({ samples }) => samples)),
    health: {
      status: worst(group.map(({ health }) => health.status)),
      reasons: [...new Set(group.flatMap(({ health }) => health.reasons))].slice(0, 3),
    },
  }
}

function mergedMtls(group: readonly GraphEdge[]): Mtls {
  const known = group.filter(({ mtls }) => mtls.ratio !== null)
  const weight = ({ rps, bytesPerSecond }: GraphEdge) => rps ?? bytesPerSecond ?? 0
  const total = sum(known.map(weight))
  const ratio = total === 0 ? null : sum(known.map((edge) => weight(edge) * (edge.mtls.ratio ?? 0))) / total
  const states = new Set(group.map(({ mtls }) => mtls.state))
  const [only] = states
  return {
    state: states.size === 1 && only !== undefined ? only : 'partial',
    ratio,
    sourcePrincipals: [...new Set(group.flatMap(({ mtls }) => mtls.sourcePrincipals))],
    destinationPrincipals: [...new Set(group.flatMap(({ mtls }) => mtls.destinationPrincipals))],
  }
}

function mergedResponses(group: readonly GraphEdge[]): EdgeResponse[] {
  const byKind = new Map<string, EdgeResponse>()
  for (const response of group.flatMap(({ responses }) => responses)) {
    const key = `${response.code} ${response.flags} ${response.grpcStatus ?? ''}`
    byKind.set(key, { ...response, rps: response.rps + (byKind.get(key)?.rps ?? 0) })
  }
  return [...byKind.values()]
}

/** Links that are sums know what they sum up. */
export function withParts(model: GraphModel, merged: Merged): GraphModel {
  if (merged.size === 0) return model
  return {
    ...model,
    links: model.links.map((link) => {
      const parts = merged.get(link.id)
      return parts === undefined ? link : { ...link, parts }
    }),
  }
}
