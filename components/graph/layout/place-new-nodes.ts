import { boundsOf, overlaps, type Box, type Point } from '../geometry/shapes.ts'
import { columnGap, rowGap, type LayoutInput, type LayoutNode } from './layout-input.ts'
import type { Positions } from './positions.ts'

/**
 * Keeps every known place and finds one beside a neighbour for each new node: right of a caller, left of a callee.
 * A node without a placed neighbour goes under the picture.
 */
export function placeNewNodes(input: LayoutInput, known: Positions): Positions {
  const places: Record<string, Point> = {}
  const nodes = new Map(input.nodes.map((node) => [node.id, node]))
  for (const { id } of input.nodes) {
    const place = known[id]
    if (place !== undefined) places[id] = place
  }
  const waiting = input.nodes.filter(({ id }) => places[id] === undefined)
  for (const node of orderByNeighbours(waiting, input, places)) {
    const taken = Object.entries(places).flatMap(([id, point]) => sized(nodes.get(id), point))
    places[node.id] = findPlace(node, wantedPlace(node, { input, places, taken }), taken)
  }
  return places
}

/** Those with a placed neighbour first, so that a chain of new nodes grows from what is known. */
function orderByNeighbours(waiting: readonly LayoutNode[], input: LayoutInput, places: Positions): LayoutNode[] {
  const touches = (node: LayoutNode) =>
    input.edges.some(
      ({ source, target }) =>
        (source === node.id && places[target] !== undefined) || (target === node.id && places[source] !== undefined),
    )
  return [...waiting.filter(touches), ...waiting.filter((node) => !touches(node))]
}

type Surroundings = { input: LayoutInput; places: Positions; taken: readonly Box[] }

function wantedPlace(node: LayoutNode, { input, places, taken }: Surroundings): Point {
  const caller = input.edges.find(({ source, target }) => target === node.id && places[source] !== undefined)
  const callee = input.edges.find(({ source, target }) => source === node.id && places[target] !== undefined)
  const pitch = node.width + columnGap
  const callerPlace = caller === undefined ? undefined : places[caller.source]
  if (callerPlace !== undefined) return { x: callerPlace.x + pitch, y: callerPlace.y }
  const calleePlace = callee === undefined ? undefined : places[callee.target]
  if (calleePlace !== undefined) return { x: calleePlace.x - pitch, y: calleePlace.y }
  const bounds = boundsOf(taken)
  if (bounds === null) return { x: 0, y: 0 }
  return { x: bounds.x - bounds.width / 2 + node.width / 2, y: bounds.y + bounds.height / 2 + node.height + 48 }
}

function findPlace(node: LayoutNode, wanted: Point, taken: readonly Box[]): Point {
  const pitch = node.height + rowGap
  for (let step = 0; step < 200; step += 1) {
    for (const direction of step === 0 ? [0] : [1, -1]) {
      const point = { x: wanted.x, y: wanted.y + direction * step * pitch }
      const box = { ...point, width: node.width, height: node.height }
      if (!taken.some((other) => overlaps(box, other, rowGap / 2))) return point
    }
  }
  return wanted
}

function sized(node: LayoutNode | undefined, point: Point): Box[] {
  return node === undefined ? [] : [{ ...point, width: node.width, height: node.height }]
}
