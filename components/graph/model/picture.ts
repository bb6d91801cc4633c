import { edgeCurves } from '../geometry/edge-curves.ts'
import type { Curve } from '../geometry/curve.ts'
import { boxRect, islandRect } from '../geometry/rects.ts'
import { boundsOf, type Box } from '../geometry/shapes.ts'
import type { LayoutInput } from '../layout/layout-input.ts'
import type { Positions } from '../layout/positions.ts'
import type { AppBox, GraphModel, Island } from './graph-model.ts'

/** Where everything is; depends on who is there and where, not on any number. */
export type Geometry = {
  cards: ReadonlyMap<string, Box>
  curves: ReadonlyMap<string, Curve>
  islandRects: ReadonlyMap<string, Box>
  boxRects: ReadonlyMap<string, Box>
  bounds: Box | null
}

/** The geometry with what is written into it. */
export type Picture = Pick<Geometry, 'cards' | 'curves' | 'bounds'> & {
  islands: readonly { island: Island; rect: Box }[]
  boxes: readonly { box: AppBox; rect: Box }[]
}

/** What the layout has to know of the model. */
export function layoutInputOf({ cards, links }: GraphModel): LayoutInput {
  return {
    nodes: cards.map(({ id, width, height, island, box }) => ({ id, width, height, island, box })),
    edges: links.map(({ source, target }) => ({ source, target })),
  }
}

/** Rectangles and curves for the places; cards without a place yet are left out. */
export function geometryOf(model: GraphModel, positions: Positions): Geometry {
  const cards = new Map<string, Box>()
  for (const { id, width, height } of model.cards) {
    const place = positions[id]
    if (place !== undefined) cards.set(id, { ...place, width, height })
  }
  const boxesOf = (ids: readonly string[]) => ids.map((id) => cards.get(id)).filter((box) => box !== undefined)
  const boxRects = new Map<string, Box>()
  for (const { id, members } of model.boxes) {
    const rect = boxRect(boxesOf(members))
    if (rect !== null) boxRects.set(id, rect)
  }
  const islandRects = new Map<string, Box>()
  for (const { name, members } of model.islands) {
    const own = new Set(members)
    const inside = model.boxes.filter((box) => box.members.some((member) => own.has(member)))
    const rects = inside.map(({ id }) => boxRects.get(id)).filter((rect) => rect !== undefined)
    const rect = islandRect([...boxesOf(members), ...rects])
    if (rect !== null) islandRects.set(name, rect)
  }
  const bounds = boundsOf([...cards.values(), ...islandRects.values()])
  return { cards, curves: edgeCurves(model.links, cards), islandRects, boxRects, bounds }
}

/** Writes names and facts into the geometry. */
export function pictureOf(model: GraphModel, { cards, curves, bounds, islandRects, boxRects }: Geometry): Picture {
  const islands = model.islands.flatMap((island) => {
    const rect = islandRects.get(island.name)
    return rect === undefined ? [] : [{ island, rect }]
  })
  const boxes = model.boxes.flatMap((box) => {
    const rect = boxRects.get(box.id)
    return rect === undefined ? [] : [{ box, rect }]
  })
  return { cards, curves, bounds, islands, boxes }
}

/** Remembers the last geometry: a refresh that only changes numbers draws no curve again. */
export function createGeometryCache(): (model: GraphModel, positions: Positions) => Geometry {
  let last: { key: string; positions: Positions; geometry: Geometry } | null = null
  return (model, positions) => {
    const key = structureKey(model)
    if (last?.key === key && last.positions === positions) return last.geometry
    const geometry = geometryOf(model, positions)
    last = { key, positions, geometry }
    return geometry
  }
}

function structureKey({ cards, links }: GraphModel): string {
  const nodes = cards.map(({ id, width, island, box }) => `${id} ${width} ${island ?? ''} ${box ?? ''}`)
  return [...nodes, '', ...links.map(({ id, source, target }) => `${id} ${source} ${target}`)].join('\n')
}
