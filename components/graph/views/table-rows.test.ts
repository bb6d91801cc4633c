import { describe, expect, it } from 'vitest'
import { storyGraph } from '../../../test/fixtures/story-graph.ts'
import { buildModel } from '../model/build-model.ts'
import { tableRows } from './table-rows.ts'

const model = buildModel(storyGraph(), { metric: 'rps', mtls: true })

describe('the table of edges', () => {
  it('has one row per edge, worst first', () => {
    const rows = tableRows(model, 'worst')
    expect(rows).toHaveLength(model.links.length)
    expect(rows.slice(0, 3).map(({ source, target }) => `${source} ${target}`)).toEqual([
      'checkout-v1 payment-v2',
      'frontend-v1 checkout-v1',
      'reviews-v2 ratings-v1',
    ])
    expect(rows.at(-1)?.link.stroke).toBe('idle')
  })

  it('sorts by any number, with missing ones last', () => {
    expect(tableRows(model, 'rps')[0]?.target).toBe('catalog-v1')
    expect(tableRows(model, 'p95').at(-1)?.link.edge.latencyMs).toBeNull()
    expect(tableRows(model, 'source')[0]?.source).toBe('cart-v1')
  })
})
