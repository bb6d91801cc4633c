import { describe, expect, it } from 'vitest'
import { storyGraph } from '../../../test/fixtures/story-graph.ts'
import { elementsOf } from '../canvas/elements.ts'
import { contains } from '../geometry/shapes.ts'
import { placeNewNodes } from '../layout/place-new-nodes.ts'
import { buildModel } from './build-model.ts'
import { createGeometryCache, geometryOf, layoutInputOf, pictureOf } from './picture.ts'

const options = { metric: 'rps', mtls: true } as const
const story = storyGraph()
const model = buildModel(story, options)
const positions = placeNewNodes(layoutInputOf(model), {})
const busier = buildModel(
  { ...story, edges: story.edges.map((edge) => ({ ...edge, rps: edge.rps === null ? null : edge.rps * 2 })) },
  options,
)

describe('the picture', () => {
  it('has a place for every card and a curve for every edge', () => {
    const { cards, curves } = geometryOf(model, positions)
    expect([...cards.keys()]).toEqual(model.cards.map(({ id }) => id))
    expect(curves.size).toBe(model.links.length)
  })

  it('puts every card into its island', () => {
    const { cards, islandRects } = geometryOf(model, positions)
    for (const { id, island } of model.cards)
      if (island !== null) expect(contains(islandRects.get(island)!, cards.get(id)!)).toBe(true)
  })

  it('is not computed again when only numbers change', () => {
    const cached = createGeometryCache()
    const first = cached(model, positions)
    expect(cached(busier, positions)).toBe(first)
    const fewer = buildModel({ ...story, edges: story.edges.slice(1) }, options)
    expect(cached(fewer, positions)).not.toBe(first)
  })

  it('gives cytoscape the same elements for the same answer, so that nothing is patched', () => {
    const draw = () => elementsOf(model, pictureOf(model, geometryOf(model, positions)))
    expect(draw()).toEqual(draw())
  })

  it('changes widths but no position when load changes', () => {
    const draw = (shown: typeof model) => elementsOf(shown, pictureOf(shown, geometryOf(shown, positions)))
    const places = (shown: typeof model) => draw(shown).map(({ data, position }) => [data.id, position])
    expect(places(busier)).toEqual(places(model))
    expect(draw(busier)).not.toEqual(draw(model))
  })
})
