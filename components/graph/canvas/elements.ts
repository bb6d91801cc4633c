import type { ElementDefinition } from 'cytoscape'
import { chordPoints, type Curve } from '../geometry/curve.ts'
import type { Box } from '../geometry/shapes.ts'
import { arrowScale } from '../geometry/stroke.ts'
import type { Card, GraphModel, Link } from '../model/graph-model.ts'
import type { Picture } from '../model/picture.ts'

/** cytoscape's elements in drawing order: islands, boxes, hit areas of the cards, edges. Equal input gives equal output. */
export function elementsOf(model: GraphModel, picture: Picture): ElementDefinition[] {
  return [
    ...picture.islands.map(({ island, rect }) => area(`island:${island.name}`, 'island', rect)),
    ...picture.boxes.map(({ box, rect }) => area(`box:${box.id}`, 'box', rect)),
    ...model.cards.flatMap((card) => hitArea(card, picture.cards.get(card.id))),
    ...model.links.flatMap((link) => line(link, picture)),
  ]
}

function area(id: string, kind: 'island' | 'box', { x, y, width, height }: Box): ElementDefinition {
  return { group: 'nodes', data: { id, width, height }, position: { x, y }, classes: kind, selectable: false }
}

function hitArea(card: Card, box: Box | undefined): ElementDefinition[] {
  if (box === undefined) return []
  const { x, y, width, height } = box
  const classes = `card ${card.glyph} ${card.status}${card.gone ? ' gone' : ''}`
  return [{ group: 'nodes', data: { id: card.id, width, height }, position: { x, y }, classes, selectable: false }]
}

function line(link: Link, picture: Picture): ElementDefinition[] {
  const curve = picture.curves.get(link.id)
  const source = picture.cards.get(link.source)
  const target = picture.cards.get(link.target)
  if (curve === undefined || source === undefined || target === undefined) return []
  const data = {
    id: link.id,
    source: link.source,
    target: link.target,
    width: link.width,
    arrow: Number(arrowScale(link.width).toFixed(3)),
    ...controlPoints(curve),
    sourceEnd: offset(curve.start, source),
    targetEnd: offset(curve.end, target),
  }
  return [
    {
      group: 'edges',
      data,
      classes: [link.stroke, link.tone, link.gone ? 'gone' : ''].filter(Boolean).join(' '),
      selectable: false,
    },
  ]
}

/** As text, so that an unchanged curve is equal to itself and cytoscape is not asked to redraw. */
function controlPoints(curve: Curve): { weights: string; distances: string } {
  const points = chordPoints(curve)
  return {
    weights: points.map(({ weight }) => weight.toFixed(4)).join(' '),
    distances: points.map(({ distance }) => distance.toFixed(2)).join(' '),
  }
}

function offset(point: { x: number; y: number }, box: Box): string {
  return `${(point.x - box.x).toFixed(1)}px ${(point.y - box.y).toFixed(1)}px`
}
