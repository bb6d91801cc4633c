import { Graph, layout, type EdgeLabel, type GraphLabel, type NodeLabel } from '@dagrejs/dagre'
import type { Point } from '../geometry/shapes.ts'
import type { Block, Gaps, Wire } from './blocks.ts'

/** Above this many blocks the exact ranking takes seconds; the quick one is as good to the eye. */
const exactUpTo = 400

/**
 * Callers left of callees, in columns, with few crossings (dagre). Equal input gives an equal picture. Wires between
 * the same two blocks weigh together; a wire of a block to itself says nothing about its place. Places are of the top
 * left corner and start at 0.
 */
export function layered<B extends Block>(blocks: readonly B[], wires: readonly Wire[], gaps: Gaps): (B & Point)[] {
  const graph = new Graph<GraphLabel, NodeLabel, EdgeLabel>()
  graph.setGraph({
    rankdir: 'LR',
    nodesep: gaps.row,
    edgesep: gaps.row / 2,
    ranksep: gaps.column,
    ranker: blocks.length > exactUpTo ? 'tight-tree' : 'network-simplex',
  })
  for (const { id, width, height } of entriesFirst(blocks, wires)) graph.setNode(id, { width, height })
  for (const { source, target, weight } of bundles(wires)) graph.setEdge(source, target, { weight })
  layout(graph)
  const placed = blocks.map((block) => {
    const { x = 0, y = 0 } = graph.node(block.id)
    return { ...block, x: x - block.width / 2, y: y - block.height / 2 }
  })
  const left = Math.min(...placed.map(({ x }) => x))
  const top = Math.min(...placed.map(({ y }) => y))
  return placed.map((block) => ({ ...block, x: block.x - left, y: block.y - top }))
}

/** A circle of calls is cut where the walk from the entries closes it: who is called by nobody stays on the left. */
function entriesFirst<B extends Block>(blocks: readonly B[], wires: readonly Wire[]): B[] {
  const called = new Set(wires.map(({ target }) => target))
  return blocks.toSorted((a, b) => Number(called.has(a.id)) - Number(called.has(b.id)))
}

function bundles(wires: readonly Wire[]): (Wire & { weight: number })[] {
  const found = new Map<string, Wire & { weight: number }>()
  for (const { source, target } of wires) {
    const key = `${source}\n${target}`
    const weight = (found.get(key)?.weight ?? 0) + 1
    found.set(key, { source, target, weight })
  }
  return [...found.values()]
}
