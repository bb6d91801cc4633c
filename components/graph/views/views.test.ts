import { describe, expect, it } from 'vitest'
import { storyGraph } from '../../../test/fixtures/story-graph.ts'
import { buildModel } from '../model/build-model.ts'
import { cellKey, matrixOf } from './matrix.ts'
import { treeOf } from './tree.ts'

const model = buildModel(storyGraph(), { metric: 'rps', mtls: true })
const idOf = (name: string) => model.cards.find(({ node }) => node.name === name)!.id

describe('the matrix', () => {
  const matrix = matrixOf(model)

  it('has a row for everybody who calls and a column for everybody who is called', () => {
    expect(matrix.callers.map(({ name }) => name)).not.toContain('ads-v1')
    expect(matrix.callees.map(({ name }) => name)).not.toContain('ingressgateway')
    expect(matrix.cells.size).toBe(model.links.length)
  })

  it('is hottest where most is called, and cold without traffic', () => {
    expect(matrix.cells.get(cellKey(idOf('frontend-v1'), idOf('catalog-v1')))?.heat).toBe(4)
    expect(matrix.cells.get(cellKey(idOf('productpage-v1'), idOf('reviews-v1')))?.heat).toBe(0)
  })
})

describe('the tree', () => {
  const tree = treeOf(model)

  it('lists every node once, under its namespace or outside', () => {
    expect(tree.flatMap(({ nodes }) => nodes)).toHaveLength(model.cards.length)
    expect(tree.at(-1)?.nodes.map(({ card }) => card.node.name)).toEqual(['bank.example', 'unknown'])
  })

  it('has the worst on top at every level', () => {
    expect(tree[0]?.name).toBe('boutique')
    expect(tree[0]?.nodes.slice(0, 2).map(({ card }) => card.node.name)).toEqual(['checkout-v1', 'payment-v2'])
    expect(tree[0]?.nodes[0]?.calls[0]?.target).toBe(idOf('payment-v2'))
  })
})
