import type { Status } from '../../ui/status-mark.tsx'
import type { Card, GraphModel, Link } from '../model/graph-model.ts'

export type TreeNode = { card: Card; calls: readonly Link[] }
export type TreeBranch = { name: string; facts: string; status: Status; nodes: readonly TreeNode[] }

const rank: Record<Status, number> = { failing: 0, degraded: 1, healthy: 2, idle: 3, unknown: 4 }

/** Namespaces with their workloads and what those call, worst first at every level. */
export function treeOf({ cards, links, islands }: GraphModel): TreeBranch[] {
  const nodesOf = (own: readonly Card[]) =>
    own
      .map((card) => ({ card, calls: links.filter(({ source }) => source === card.id).toSorted(byWorst) }))
      .toSorted((a, b) => rank[a.card.status] - rank[b.card.status] || a.card.node.name.localeCompare(b.card.node.name))
  const branches = islands.map(({ name, facts, status }) => ({
    name,
    facts: facts.join(' · '),
    status,
    nodes: nodesOf(cards.filter(({ island }) => island === name)),
  }))
  const loose = nodesOf(cards.filter(({ island }) => island === null))
  const sorted = branches.toSorted((a, b) => rank[a.status] - rank[b.status] || a.name.localeCompare(b.name))
  return loose.length === 0
    ? sorted
    : [...sorted, { name: 'Outside of the mesh', facts: '', status: 'unknown', nodes: loose }]
}

const byWorst = (a: Link, b: Link) =>
  rank[a.edge.health.status] - rank[b.edge.health.status] || (b.edge.rps ?? 0) - (a.edge.rps ?? 0)
