import type { ElkNode } from 'elkjs/lib/elk-api.js'
import { islandColumnGap, islandGap } from './layout-input.ts'

const longest = 3.5
const wanted = 1.7

/**
 * A chain of many islands would be one long row. Above 3.5 to 1 the blocks are set into rows like books on shelves, in
 * their order from left to right, so that the whole can be seen at once.
 */
export function shelve(archipelago: ElkNode): ElkNode {
  const { width = 0, height = 0, children = [] } = archipelago
  if (children.length < 6 || width <= height * longest) return archipelago
  const area = children.reduce(
    (sum, { width: w = 0, height: h = 0 }) => sum + (w + islandColumnGap) * (h + islandGap),
    0,
  )
  const rowWidth = Math.sqrt(area * wanted)
  const ordered = children.toSorted((a, b) => (a.x ?? 0) - (b.x ?? 0) || (a.y ?? 0) - (b.y ?? 0))
  const shelf = { x: 0, y: 0, height: 0 }
  const placed = ordered.map((block) => {
    const { width: w = 0, height: h = 0 } = block
    if (shelf.x > 0 && shelf.x + w > rowWidth) {
      shelf.y += shelf.height + islandColumnGap
      shelf.x = 0
      shelf.height = 0
    }
    const at = { x: shelf.x, y: shelf.y }
    shelf.x += w + islandColumnGap
    shelf.height = Math.max(shelf.height, h)
    return { ...block, ...at }
  })
  return { ...archipelago, children: placed }
}
