import type { Point } from '../geometry/shapes.ts'
import type { Block, Gaps, Wire } from './blocks.ts'

/** Width to height of a usual canvas. */
export const wantedRatio = 1.7
/** Steps of the search, blocks and wires together: about a quarter of a second. */
const mostSteps = 1_500_000

/** Blocks in rows like books on shelves, in their order, the whole about 1.7 to 1, so that it can be seen at once. */
export function shelves<B extends Block>(blocks: readonly B[], gaps: Gaps): (B & Point)[] {
  const area = blocks.reduce((sum, { width, height }) => sum + (width + gaps.column) * (height + gaps.row), 0)
  const rowWidth = Math.sqrt(area * wantedRatio)
  const shelf = { x: 0, y: 0, height: 0 }
  return blocks.map((block) => {
    if (shelf.x > 0 && shelf.x + block.width > rowWidth) {
      shelf.y += shelf.height + gaps.row
      shelf.x = 0
      shelf.height = 0
    }
    const at = { x: shelf.x, y: shelf.y }
    shelf.x += block.width + gaps.column
    shelf.height = Math.max(shelf.height, block.height)
    return { ...block, ...at }
  })
}

/** The order of books that makes the wires short: swaps two as long as that helps. Bounded, and always the same. */
export function shortestShelves<B extends Block>(
  blocks: readonly B[],
  wires: readonly Wire[],
  gaps: Gaps,
): (B & Point)[] {
  let best = shelves(blocks, gaps)
  let bestLength = lengthOf(best, wires)
  let trials = Math.floor(mostSteps / (wires.length + blocks.length))
  for (let better = true; better && trials > 0;) {
    better = false
    for (let i = 0; i < best.length && trials > 0; i += 1) {
      for (let j = i + 1; j < best.length && trials > 0; j += 1) {
        trials -= 1
        const candidate = shelves(swapped(best, i, j), gaps)
        const length = lengthOf(candidate, wires)
        if (length >= bestLength) continue
        best = candidate
        bestLength = length
        better = true
      }
    }
  }
  return best
}

function swapped<B>(items: readonly B[], i: number, j: number): B[] {
  return items.map((item, at) => (at === i ? (items[j] ?? item) : at === j ? (items[i] ?? item) : item))
}

/** A wire that runs to the left counts half again as much: callers stand on the left where that is possible. */
function lengthOf(placed: readonly (Block & Point)[], wires: readonly Wire[]): number {
  const middles = new Map(placed.map(({ id, x, y, width, height }) => [id, { x: x + width / 2, y: y + height / 2 }]))
  return wires.reduce((sum, { source, target }) => {
    const [from, to] = [middles.get(source), middles.get(target)]
    if (from === undefined || to === undefined) return sum
    return sum + Math.hypot(to.x - from.x, to.y - from.y) * (to.x < from.x ? 1.5 : 1)
  }, 0)
}
