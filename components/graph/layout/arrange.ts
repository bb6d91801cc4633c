import type { Point } from '../geometry/shapes.ts'
import { extent, type Block, type Gaps, type Wire } from './blocks.ts'
import { componentsOf, type Component } from './components.ts'
import { layered } from './layered.ts'
import { shelves, shortestShelves, wantedRatio } from './shelves.ts'

/** Cards and boxes: in columns, what is connected together; what is not stands side by side (rule L1). */
export function arrangeCards<B extends Block>(blocks: readonly B[], wires: readonly Wire[], gaps: Gaps): (B & Point)[] {
  return sideBySide(componentsOf(blocks, wires), gaps, (own, inside) => columns(own, inside, gaps))
}

/**
 * Islands: in columns too, but islands that all call each other would be one long row with gaps. Then they are set
 * into rows, in the order that makes the wires short (rule L4). So are islands whose columns are much higher than wide:
 * canvases are landscapes.
 */
export function arrangeIslands<B extends Block>(
  blocks: readonly B[],
  wires: readonly Wire[],
  gaps: Gaps,
): (B & Point)[] {
  return sideBySide(componentsOf(blocks, wires), gaps, (own, inside) => {
    const placed = columns(own, inside, gaps)
    const rows = inReadingOrder(placed)
    const keep = seenAtOnce(placed) && !isTall(placed, shelves(rows, gaps))
    return keep ? placed : shortestShelves(rows, inside, gaps)
  })
}

type Arrange<B> = (blocks: readonly B[], wires: readonly Wire[]) => (B & Point)[]

function sideBySide<B extends Block>(components: readonly Component<B>[], gaps: Gaps, one: Arrange<B>): (B & Point)[] {
  const parts = components
    .map(({ blocks, wires }) => one(blocks, wires))
    .map((placed, index) => ({ id: String(index), placed, ...extent(placed) }))
    .toSorted((a, b) => b.placed.length - a.placed.length)
  return shelves(parts, gaps).flatMap(({ placed, x, y }) =>
    placed.map((block) => ({ ...block, x: block.x + x, y: block.y + y })),
  )
}

function columns<B extends Block>(blocks: readonly B[], wires: readonly Wire[], gaps: Gaps): (B & Point)[] {
  const [first] = blocks
  return first !== undefined && blocks.length === 1 ? [{ ...first, x: 0, y: 0 }] : layered(blocks, wires, gaps)
}

const fewest = 6
const longest = 3.5
const mostWaste = 5

/** Not one long row or column, and not mostly empty. */
function seenAtOnce(placed: readonly (Block & Point)[]): boolean {
  if (placed.length < fewest) return true
  const { width, height } = extent(placed)
  const filled = placed.reduce((sum, block) => sum + block.width * block.height, 0)
  return width <= height * longest && width * height <= filled * mostWaste
}

const fewestInRows = 4
const worthIt = 1.3

/** Whether columns would be drawn much smaller than rows, because they stack up. */
function isTall(columned: readonly (Block & Point)[], rows: readonly (Block & Point)[]): boolean {
  if (columned.length < fewestInRows) return false
  const { width, height } = extent(columned)
  return height > width && widthNeeded(columned) > widthNeeded(rows) * worthIt
}

/** How wide a canvas has to be to show all of it at once. */
function widthNeeded(placed: readonly (Block & Point)[]): number {
  const { width, height } = extent(placed)
  return Math.max(width, height * wantedRatio)
}

function inReadingOrder<P extends Point>(placed: readonly P[]): P[] {
  return placed.toSorted((a, b) => a.x - b.x || a.y - b.y)
}
