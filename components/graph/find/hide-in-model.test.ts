import { describe, expect, it } from 'vitest'
import { storyGraph } from '../../../test/fixtures/story-graph.ts'
import { buildModel } from '../model/build-model.ts'
import { hideInModel } from './hide-in-model.ts'
import { knownValues } from './known-values.ts'

const model = buildModel(storyGraph(), { metric: 'rps', mtls: true })
const names = (expression: string) => hideInModel(model, expression).model.cards.map(({ node }) => node.name)

describe('hiding', () => {
  it('takes nodes away with their edges, their island and their box', () => {
    const { model: left, hidden } = hideInModel(model, 'ns = boutique and kind = workload')
    expect(left.cards.some(({ node }) => node.namespace === 'boutique')).toBe(false)
    expect(left.islands.map(({ name }) => name)).not.toContain('boutique')
    const ids = new Set(left.cards.map(({ id }) => id))
    expect(left.links.every(({ source, target }) => ids.has(source) && ids.has(target))).toBe(true)
    expect(hidden).toBe(model.cards.length - left.cards.length + model.links.length - left.links.length)
  })

  it('of edges leaves their nodes', () => {
    const { model: left } = hideInModel(model, 'mtls >= 0 and protocol = tcp')
    expect(left.cards).toHaveLength(model.cards.length)
    expect(left.links.every(({ edge }) => edge.protocol !== 'tcp')).toBe(true)
  })

  it.each(['', '  ', 'errors >', 'name = nobody'])('by %j hides nothing and keeps the very same model', (text) => {
    expect(hideInModel(model, text)).toEqual({ model, hidden: 0 })
    expect(hideInModel(model, text).model).toBe(model)
  })

  it('understands the same as finding', () => {
    expect(names('name ~ reviews')).not.toContain('reviews-v1')
    expect(names('name ~ reviews')).toContain('ratings-v1')
  })
})

describe('what can be completed', () => {
  it('is what the picture has, each once and in order', () => {
    const known = knownValues(model)
    expect(known.ns).toContain('bookinfo')
    expect(known.ns).toEqual([...new Set(known.ns)].toSorted())
    expect(known.protocol).toContain('tcp')
  })
})
