import { edgeCurves } from '../geometry/edge-curves.ts'
import type { Curve } from '../geometry/curve.ts'
import { boxRect, islandRect } from '../geometry/rects.ts'
import { boundsOf, type Box } from '../geometry/shapes.ts'
import type { LayoutInput } from '../layout/layout-input.ts'
import type { Positions } from '../layout/positions.ts'
import type { AppBox, GraphModel, Island } from './graph-model.ts'

/** Where everything is: the model with its places. */
export type Picture = {
  cards: ReadonlyMap<string, Box>
  curves: ReadonlyMap<string, Curve>
  islands: readonly { island: Island; rect: Box }[]
  boxes: readonly { box: AppBox; rect: Box }[]
  bounds: Box | null
}

/** What the layout has to know of the model. */
export function layoutInputOf({ cards, links }: GraphModel): LayoutInput {
  return {
    nodes: cards.map(({ id, width, height, island, box }) => ({ id, width, height, island, box })),
    edges: links.map(({ source, target }) => ({ source, target })),
  }
}

/** Rectangles and curves for the places; cards without a place yet are left out. */
export function pictureOf(model: GraphModel, positions: Positions): Picture {
  const cards = new Map<string, Box>()
  for (const { id, width, height } of model.cards) {
    const place = positions[id]
    if (place !== undefined) cards.set(id, { ...place, width, height })
  }
  const boxesOf = (ids: readonly string[]) => ids.map((id) => cards.get(id)).filter((box) => box !== undefined)
  const boxes = model.boxes.flatMap((box) => {
    const rect = boxRect(boxesOf(box.members))
    return rect === null ? [] : [{ box, rect }]
  })
  const islands = model.islands.flatMap((island) => {
    const inside = boxes.filter(({ box }) => box.members.some((member) => island.members.includes(member)))
    const rect = islandRect([...boxesOf(island.members), ...inside.map(({ rect: box }) => box)])
    return rect === null ? [] : [{ island, rect }]
  })
  return {
    cards,
    curves: edgeCurves(model.links, cards),
    islands,
    boxes,
    bounds: boundsOf([...cards.values(), ...islands.map(({ rect }) => rect)]),
  }
}
