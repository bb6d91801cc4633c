import type { SpanNode } from '../../lib/domain/tracing/span-tree.ts'

/** Looking further for room costs more than it shows: very many calls at once may cover each other. */
const mostTries = 40

interface Taken {
  readonly startUs: number
  readonly endUs: number
}

/**
 * The layer of each span: under its parent, and where calls ran at the same time the later one under the earlier, so that
 * none covers another. Spans must come in the tree's order, each after its parent.
 */
export function flameLayers(nodes: readonly SpanNode[]): ReadonlyMap<SpanNode, number> {
  const layers = new Map<SpanNode, number>()
  const taken: Taken[][] = []
  for (const node of nodes) {
    const first = node.parent === null ? 0 : (layers.get(node.parent) ?? node.depth - 1) + 1
    const layer = firstFree(taken, first, node)
    layers.set(node, layer)
    const there = (taken[layer] ??= [])
    there.splice(placeOf(there, node.startUs), 0, node)
  }
  return layers
}

function firstFree(taken: readonly Taken[][], first: number, node: Taken): number {
  for (let layer = first; layer < first + mostTries; layer++) if (isFree(taken[layer] ?? [], node)) return layer
  return first
}

/** Spans of a layer do not overlap, so that only the neighbours in time count. */
function isFree(there: readonly Taken[], { startUs, endUs }: Taken): boolean {
  const place = placeOf(there, startUs)
  const before = there[place - 1]
  const after = there[place]
  return (before === undefined || before.endUs <= startUs) && (after === undefined || after.startUs >= endUs)
}

/** Where a span that starts then belongs among those of a layer, which are in order of their start. */
function placeOf(there: readonly Taken[], startUs: number): number {
  let low = 0
  let high = there.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((there[middle]?.startUs ?? Infinity) <= startUs) low = middle + 1
    else high = middle
  }
  return low
}
