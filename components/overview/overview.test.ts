import { describe, expect, it } from 'vitest'
import { storyEdge, storyGraph, storyNode } from '../../test/fixtures/story-graph.ts'
import { meshTotals } from './mesh-totals.ts'
import { topErrors, unhealthyPaths } from './unhealthy-paths.ts'

const story = storyGraph()

describe('the first row', () => {
  it('adds what was reported and calls the slowest edge by name', () => {
    const totals = meshTotals(story)
    expect(totals.notMutual).toBe(2)
    expect(totals.slowest).toEqual({ p95Ms: 1_300, source: 'frontend-v1', target: 'checkout-v1' })
    expect(totals.mtlsRatio).toBeGreaterThan(0.99)
    expect(totals.mtlsRatio).toBeLessThan(1)
  })

  it('knows nothing of an empty mesh, which is not zero', () => {
    expect(meshTotals({ nodes: [], edges: [] })).toEqual({
      rps: null,
      errorRatio: null,
      slowest: null,
      mtlsRatio: null,
      notMutual: 0,
      edges: 0,
    })
  })
})

describe('unhealthy paths', () => {
  it('lead from the entry to the cause, worst first', () => {
    const paths = unhealthyPaths(story, 2).map(({ nodes }) => nodes.map(({ name }) => name))
    expect(paths).toEqual([
      ['ingressgateway', 'frontend-v1', 'checkout-v1', 'payment-v2'],
      ['ingressgateway', 'productpage-v1', 'reviews-v2', 'ratings-v1'],
    ])
  })

  it('end even where calls go in a circle', () => {
    const [a, b] = [storyNode('x', 'a'), storyNode('x', 'b')]
    const edges = [storyEdge(a, b, { rps: 1, status: 'failing', errors: 1 }), storyEdge(b, a, { rps: 1 })]
    expect(unhealthyPaths({ nodes: [a, b], edges }, 3)).toHaveLength(1)
  })

  it('are none when nothing is wrong', () => {
    const [a, b] = [storyNode('x', 'a'), storyNode('x', 'b')]
    expect(unhealthyPaths({ nodes: [a, b], edges: [storyEdge(a, b, { rps: 1 })] }, 3)).toEqual([])
  })
})

it('top errors are counted in failed requests, not in percent', () => {
  expect(topErrors(story, 2).map(({ id }) => id.includes('reviews-v2') || id.includes('checkout'))).toEqual([
    true,
    true,
  ])
  expect(topErrors(story, 10)).toHaveLength(3)
})
