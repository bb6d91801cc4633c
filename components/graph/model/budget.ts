import type { GraphResponse } from '../../../lib/contract/graph.ts'
import type { GraphNode } from '../../../lib/domain/graph/model.ts'
import { islandOf } from './card.ts'
import { worst } from './statistics.ts'

/** Nodes drawn before namespaces fold by themselves; each "show more" allows as many again. */
export const drawingBudget = 300

export type BudgetOptions = {
  limit: number
  /** Islands that the reader folded. */
  folded: ReadonlySet<string>
  /** Islands that stay open whatever they cost: opened by hand, or with the selection in them. */
  open: ReadonlySet<string>
  /** Islands that were folded by the budget until now: they stay folded first, so that a refresh folds nothing else. */
  before?: ReadonlySet<string>
}

/** What is folded in all, and how many of all nodes are drawn as themselves. */
export type Budgeted = { folded: ReadonlySet<string>; byBudget: ReadonlySet<string>; drawn: number; of: number }

/**
 * Above the limit islands fold by themselves until the picture fits: the largest first, those with trouble only when
 * nothing else is left, and failing ones last (rule B1). A node outside of islands is always drawn.
 */
export function budgeted(
  { nodes }: Pick<GraphResponse, 'nodes'>,
  { limit, folded, open, before = new Set() }: BudgetOptions,
): Budgeted {
  const islands = islandsOf(nodes)
  const all = new Set(folded)
  const byBudget = new Set<string>()
  let drawn = nodes.length - sizeOf(islands, all)
  // A folded island is one node too.
  let cost = drawn + islands.filter(({ name }) => all.has(name)).length
  for (const { name, members } of foldingOrder(islands, before)) {
    if (cost <= limit) break
    if (all.has(name) || open.has(name) || members.length < 2) continue
    all.add(name)
    byBudget.add(name)
    drawn -= members.length
    cost -= members.length - 1
  }
  return { folded: all, byBudget, drawn, of: nodes.length }
}

type IslandMembers = { name: string; members: readonly GraphNode[]; trouble: number }

const troubles = { failing: 2, degraded: 1, healthy: 0, idle: 0, unknown: 0 }

function islandsOf(nodes: readonly GraphNode[]): IslandMembers[] {
  const members = new Map<string, GraphNode[]>()
  for (const node of nodes) {
    const name = islandOf(node)
    if (name === null) continue
    const own = members.get(name) ?? []
    own.push(node)
    members.set(name, own)
  }
  return [...members].map(([name, own]) => ({
    name,
    members: own,
    trouble: troubles[worst(own.map(({ health }) => health.status))],
  }))
}

function foldingOrder(islands: readonly IslandMembers[], before: ReadonlySet<string>): IslandMembers[] {
  return islands.toSorted(
    (a, b) =>
      Number(before.has(b.name)) - Number(before.has(a.name)) ||
      a.trouble - b.trouble ||
      b.members.length - a.members.length ||
      a.name.localeCompare(b.name),
  )
}

function sizeOf(islands: readonly IslandMembers[], names: ReadonlySet<string>): number {
  return islands.reduce((sum, { name, members }) => sum + (names.has(name) ? members.length : 0), 0)
}

/** The islands in which what is selected stands; an edge stands in those of both ends. */
export function islandsOfSelection({ nodes, edges }: Pick<GraphResponse, 'nodes' | 'edges'>, ids: readonly string[]) {
  const wanted = new Set(ids)
  for (const { id, source, target } of edges) if (wanted.has(id)) wanted.add(source).add(target)
  return nodes.flatMap((node) => {
    const island = wanted.has(node.id) ? islandOf(node) : null
    return island === null ? [] : [island]
  })
}
