import type { Point } from '../geometry/shapes.ts'
import {
  boxPadding,
  columnGap,
  islandColumnGap,
  islandGap,
  islandPadding,
  rowGap,
  stackGap,
  type LayoutInput,
  type LayoutNode,
} from './layout-input.ts'
import { arrangeCards, arrangeIslands } from './arrange.ts'
import type { Block, Wire } from './blocks.ts'
import type { Positions } from './positions.ts'

/** A block with what stands in it: middles of cards, from the block's top left corner. */
type Group = Block & { cards: readonly (readonly [id: string, middle: Point])[] }

/** Each island by itself, then the islands: a namespace keeps its shape whatever surrounds it (rule L2). */
export function layOut({ nodes, edges }: LayoutInput): Positions {
  const loose = nodes.filter(({ island }) => island === null).map(single)
  const islands = [...groupBy(nodes, ({ island }) => island)].map(([name, members]) =>
    islandGroup(name, { nodes: members, edges }),
  )
  const groups = [...islands, ...loose]
  const home = homes(groups)
  const placed = arrangeIslands(groups, wiresBetween(edges, home), { column: islandColumnGap, row: islandGap })
  return Object.fromEntries(
    placed.flatMap(cardsOf).map(([id, { x, y }]) => [id, { x: Math.round(x), y: Math.round(y) }]),
  )
}

function islandGroup(name: string, { nodes, edges }: LayoutInput): Group {
  const boxes = [...groupBy(nodes, ({ box }) => box)].map(([box, members]) => boxGroup(box, members))
  const groups = [...nodes.filter(({ box }) => box === null).map(single), ...boxes]
  const home = homes(groups)
  const placed = arrangeCards(groups, wiresBetween(edges, home), { column: columnGap, row: rowGap })
  const { side, top, bottom } = islandPadding
  return {
    id: `island:${name}`,
    width: Math.max(...placed.map(({ x, width }) => x + width)) + side * 2,
    height: Math.max(...placed.map(({ y, height }) => y + height)) + top + bottom,
    cards: placed.flatMap((group) => cardsOf({ ...group, x: group.x + side, y: group.y + top })),
  }
}

/** Versions of one app stand in one column, in their natural order (rule L3). */
function boxGroup(box: string, members: readonly LayoutNode[]): Group {
  const { side, top, bottom } = boxPadding
  const width = Math.max(...members.map((node) => node.width))
  const cards: Group['cards'][number][] = []
  let y = top
  for (const { id, height } of members.toSorted((a, b) => byNumbers.compare(a.id, b.id))) {
    cards.push([id, { x: side + width / 2, y: y + height / 2 }])
    y += height + stackGap
  }
  return { id: `box:${box}`, width: width + side * 2, height: y - stackGap + bottom, cards }
}

const byNumbers = new Intl.Collator('en', { numeric: true })

function single({ id, width, height }: LayoutNode): Group {
  return { id, width, height, cards: [[id, { x: width / 2, y: height / 2 }]] }
}

function cardsOf({ x, y, cards }: Group & Point): Group['cards'] {
  return cards.map(([id, middle]) => [id, { x: x + middle.x, y: y + middle.y }])
}

/** In which block each card stands. */
function homes(groups: readonly Group[]): ReadonlyMap<string, string> {
  return new Map(groups.flatMap(({ id, cards }) => cards.map(([card]) => [card, id] as const)))
}

function wiresBetween(edges: readonly Wire[], home: ReadonlyMap<string, string>): Wire[] {
  return edges.flatMap((edge) => {
    const [source, target] = [home.get(edge.source), home.get(edge.target)]
    return source === undefined || target === undefined || source === target ? [] : [{ source, target }]
  })
}

/** Members by their key; those without one are left out. */
function groupBy(nodes: readonly LayoutNode[], key: (node: LayoutNode) => string | null): Map<string, LayoutNode[]> {
  const groups = new Map<string, LayoutNode[]>()
  for (const node of nodes) {
    const name = key(node)
    if (name === null) continue
    const members = groups.get(name) ?? []
    members.push(node)
    groups.set(name, members)
  }
  return groups
}
