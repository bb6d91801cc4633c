import { describe, expect, it } from 'vitest'
import { storyGraph } from '../../../test/fixtures/story-graph.ts'
import { buildModel } from '../model/build-model.ts'
import { cellKey, matrixOf } from './matrix.ts'
import { withBoxes } from '../with-boxes.ts'
import { flatRows, openAtFirst, treeOf } from './tree.ts'

const model = buildModel(storyGraph(), { metric: 'rps', mtls: true })
const idOf = (name: string) => model.cards.find(({ node }) => node.name === name)!.id

describe('the matrix', () => {
  const matrix = matrixOf(model)

  it('has a row for everybody who calls and a column for everybody who is called', () => {
    expect(matrix.callers.map(({ name }) => name)).not.toContain('ads v1')
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
  const rows = flatRows(tree)

  it('lists every node and every edge once, under its namespace or outside', () => {
    expect(rows.filter(({ kind }) => kind === 'node')).toHaveLength(model.cards.length)
    expect(rows.filter(({ kind }) => kind === 'edge')).toHaveLength(model.links.length)
    expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length)
    expect(tree.at(-1)?.children.map(({ name }) => name)).toEqual(['bank.example', 'unknown'])
  })

  it('has the worst on top at every level', () => {
    expect(tree[0]?.name).toBe('boutique')
    expect(tree[0]?.children[0]?.name).toBe('checkout v1')
    expect(tree[0]?.children[0]?.children[0]?.name).toMatch(/^to payment/)
  })

  it('puts the versions of an app into one row with their split', () => {
    const reviews = rows.find(({ kind, name }) => kind === 'app' && name === 'reviews')
    expect(reviews?.facts).toBe('app, 3 versions, split 0 / 90 / 10 %')
    expect(reviews?.children.map(({ name }) => name).toSorted()).toEqual(['reviews v1', 'reviews v2', 'reviews v3'])
    expect(reviews?.selects).toMatchObject({ kind: 'several' })
  })

  it('has no percentile for what several edges make, and sums what can be summed', () => {
    const ratings = rows.find(({ kind, name }) => kind === 'node' && name === 'ratings v1')
    expect(ratings?.numbers.p95).toBeNull()
    const into = model.links.filter(({ target }) => target === idOf('ratings-v1'))
    expect(ratings?.numbers.rps).toBeCloseTo(into.reduce((all, { edge }) => all + (edge.rps ?? 0), 0))
    expect(rows.find(({ key }) => key === `edge ${into[0]?.id}`)?.numbers.p95).not.toBeNull()
  })

  it('opens namespaces and the way to what is unwell', () => {
    const open = openAtFirst(tree)
    expect(open).toContain('box bookinfo')
    expect(open).toContain(`node ${idOf('checkout-v1')}`)
    expect(open).not.toContain(`node ${idOf('productpage-v1')}`)
  })

  it('is one list of all nodes when no namespace boxes are drawn', () => {
    const flat = treeOf(withBoxes(model, []))
    expect(flat).toHaveLength(1)
    expect(flat[0]?.children).toHaveLength(model.cards.length)
  })
})
