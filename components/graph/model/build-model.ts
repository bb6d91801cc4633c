import type { GraphResponse } from '../../../lib/contract/graph.ts'
import { counted, percent, perSecond, text } from '../../../lib/client/format/number.ts'
import type { GraphEdge, GraphNode } from '../../../lib/domain/graph/model.ts'
import { cardOf, islandOf } from './card.ts'
import type { Folded } from './fold.ts'
import type { AppBox, Card, GraphModel, Island } from './graph-model.ts'
import { linkOf, type LinkOptions } from './link.ts'
import { sum, totalsOf, wholePercents, worst } from './statistics.ts'

type Graph = Pick<GraphResponse, 'nodes' | 'edges'>

/** Everything that is drawn, in a fixed order, from what the server answered. */
export function buildModel(graph: Graph, options: LinkOptions, folded: Folded = new Map()): GraphModel {
  const nodes = graph.nodes.toSorted(byId)
  const edges = graph.edges.toSorted(byId)
  const boxes = appBoxes(nodes)
  const boxOf = new Map(boxes.flatMap(({ id, members }) => members.map((member) => [member, id] as const)))
  const cards = nodes.map((node) => cardOf(node, boxOf.get(node.id) ?? null, folded.get(node.id)))
  return { cards, links: links(nodes, edges, options), islands: islands(cards, edges), boxes }
}

const byId = (a: { id: string }, b: { id: string }) => a.id.localeCompare(b.id)

function links(nodes: readonly GraphNode[], edges: readonly GraphEdge[], options: LinkOptions) {
  const byNodeId = new Map(nodes.map((node) => [node.id, node]))
  const sent = new Map<string, number>()
  for (const { source, rps } of edges) sent.set(source, (sent.get(source) ?? 0) + (rps ?? 0))
  return edges.flatMap((edge) => {
    const source = byNodeId.get(edge.source)
    const target = byNodeId.get(edge.target)
    if (source === undefined || target === undefined) return []
    return [linkOf(edge, { ...options, ends: { source, target }, sourceRps: sent.get(edge.source) ?? 0 })]
  })
}

/** Apps that run in several versions: a box with the split of what they receive. */
function appBoxes(nodes: readonly GraphNode[]): AppBox[] {
  const groups = new Map<string, GraphNode[]>()
  for (const node of nodes) {
    const island = islandOf(node)
    if (island === null || node.app === null || node.version === null) continue
    const key = `${node.cluster}/${island}/${node.app}`
    groups.set(key, [...(groups.get(key) ?? []), node])
  }
  return [...groups].filter(([, members]) => members.length > 1).map(([id, members]) => appBox(id, members))
}

function appBox(id: string, members: readonly GraphNode[]): AppBox {
  const rates = members.map(({ traffic }) => traffic.in.rps ?? 0)
  const split = sum(rates) === 0 ? '' : `${wholePercents(rates).join(' / ')} %`
  return { id, title: members[0]?.app ?? id, split, members: members.map((node) => node.id) }
}

function islands(cards: readonly Card[], edges: readonly GraphEdge[]): Island[] {
  const names = [...new Set(cards.flatMap(({ island }) => (island === null ? [] : [island])))].toSorted()
  return names.map((name) => {
    const inside = cards.filter(({ island }) => island === name)
    const members = new Set(inside.map(({ id }) => id))
    return {
      name,
      facts: facts(inside, entering(members, edges)),
      status: worst(inside.map(({ status }) => status)),
      members: [...members],
    }
  })
}

/** What comes into an island from outside; an island that nobody calls is measured by what it sends out. */
function entering(members: ReadonlySet<string>, edges: readonly GraphEdge[]): GraphEdge[] {
  const into = edges.filter(({ source, target }) => members.has(target) && !members.has(source))
  return into.length > 0 ? into : edges.filter(({ source, target }) => members.has(source) && !members.has(target))
}

function facts(inside: readonly Card[], edges: readonly GraphEdge[]): string[] {
  const { rps, errorRatio } = totalsOf(edges)
  const noun = inside.every(({ node }) => node.kind === 'service')
    ? 'service'
    : inside.every(({ node }) => node.kind === 'app')
      ? 'app'
      : 'workload'
  const parts = [
    counted(inside.length, noun),
    rps === null ? null : text(perSecond(rps)),
    errorRatio === null ? null : `${text(percent(errorRatio))} errors`,
  ]
  return parts.filter((part) => part !== null)
}
