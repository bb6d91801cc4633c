import type { ElkNode } from 'elkjs/lib/elk-api.js'
import type { Point } from '../geometry/shapes.ts'

/** Middle of every node, by id, in whole pixels. */
export type Positions = Readonly<Record<string, Point>>

/** Middles of all leaves of a laid out graph, offset by where its corner is. */
export function leafPositions(graph: ElkNode, corner: Point = { x: 0, y: 0 }): Record<string, Point> {
  const found: Record<string, Point> = {}
  for (const child of graph.children ?? []) {
    const at = { x: corner.x + (child.x ?? 0), y: corner.y + (child.y ?? 0) }
    if (child.children !== undefined && child.children.length > 0) Object.assign(found, leafPositions(child, at))
    else
      found[child.id] = { x: Math.round(at.x + (child.width ?? 0) / 2), y: Math.round(at.y + (child.height ?? 0) / 2) }
  }
  return found
}

/** Puts islands, laid out each by itself, where the archipelago has them. */
export function assemble(
  islands: ReadonlyMap<string, ElkNode>,
  archipelago: ElkNode,
  islandId: (island: string) => string,
): Positions {
  const corners = new Map((archipelago.children ?? []).map(({ id, x = 0, y = 0 }) => [id, { x, y }]))
  const islandIds = new Set([...islands.keys()].map(islandId))
  const loose = Object.entries(leafPositions(archipelago)).filter(([id]) => !islandIds.has(id))
  const inside = [...islands].map(([island, graph]) => leafPositions(graph, corners.get(islandId(island))))
  return Object.assign({}, Object.fromEntries(loose), ...inside)
}
