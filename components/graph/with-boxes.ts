import type { BoxKind } from './graph-url.ts'
import type { GraphModel } from './model/graph-model.ts'

/** The model with only these boxes drawn around its nodes; the very same model when all are. */
export function withBoxes(model: GraphModel, boxes: readonly BoxKind[]): GraphModel {
  const [namespaces, apps] = [boxes.includes('namespace'), boxes.includes('app')]
  if (namespaces && apps) return model
  return {
    cards: model.cards.map((card) => ({
      ...card,
      island: namespaces ? card.island : null,
      box: apps ? card.box : null,
    })),
    links: model.links,
    islands: namespaces ? model.islands : [],
    boxes: apps ? model.boxes : [],
  }
}
