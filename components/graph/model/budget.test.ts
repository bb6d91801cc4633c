import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { storyEdge, storyNode } from '../../../test/fixtures/story-graph.ts'
import type { GraphNode } from '../../../lib/domain/graph/model.ts'
import { budgeted, islandsOfSelection } from './budget.ts'

const none = new Set<string>()
const island = (name: string, count: number, status: GraphNode['health']['status'] = 'healthy') =>
  Array.from({ length: count }, (_, index) => storyNode(name, `${name}-${index}`, { status }))

describe('the drawing budget (B1)', () => {
  it('folds nothing while everything fits', () => {
    const nodes = [...island('a', 3), ...island('b', 4)]
    expect(budgeted({ nodes }, { limit: 7, folded: none, open: none })).toMatchObject({ drawn: 7, of: 7 })
  })

  it('folds the largest first, and no more than needed', () => {
    const nodes = [...island('small', 3), ...island('large', 9), ...island('middle', 5)]
    const { byBudget, drawn, of } = budgeted({ nodes }, { limit: 10, folded: none, open: none })
    expect([...byBudget]).toEqual(['large'])
    expect({ drawn, of }).toEqual({ drawn: 8, of: 17 })
  })

  it('keeps trouble and the selection open, whatever their size', () => {
    const nodes = [
      ...island('calm', 4),
      ...island('slow', 6, 'degraded'),
      ...island('broken', 8, 'failing'),
      ...island('mine', 9),
    ]
    const { byBudget } = budgeted({ nodes }, { limit: 24, folded: none, open: new Set(['mine']) })
    expect([...byBudget]).toEqual(['calm'])
  })

  it('folds trouble too when nothing else is left, failing islands last', () => {
    const nodes = [...island('slow', 6, 'degraded'), ...island('broken', 8, 'failing')]
    expect([...budgeted({ nodes }, { limit: 9, folded: none, open: none }).byBudget]).toEqual(['slow'])
  })

  it('folds nothing else on a refresh, even when what is folded has trouble by now', () => {
    const nodes = [...island('a', 6, 'degraded'), ...island('b', 7)]
    const options = { limit: 9, folded: none, open: none }
    expect([...budgeted({ nodes }, { ...options, before: new Set(['a']) }).byBudget]).toEqual(['a'])
  })

  it('leaves a thousand nodes usable: never more than the limit, unless opened by hand', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(sizes, fc.integer({ min: 40, max: 400 }), (counts, limit) => {
        const nodes = counts.flatMap((count, index) => island(`n${index}`, count))
        const { folded, drawn, of } = budgeted({ nodes }, { limit, folded: none, open: none })
        expect(drawn + folded.size).toBeLessThanOrEqual(Math.max(limit, counts.length))
        expect(of).toBe(nodes.length)
        const inside = nodes.filter(({ namespace }) => folded.has(namespace ?? '')).length
        expect(drawn).toBe(of - inside)
      }),
    )
  })
})

it('an edge is selected in the islands of both its ends', () => {
  const [a, b] = [storyNode('one', 'a'), storyNode('two', 'b')]
  const edge = storyEdge(a, b, {})
  expect(islandsOfSelection({ nodes: [a, b, storyNode('three', 'c')], edges: [edge] }, [edge.id])).toEqual([
    'one',
    'two',
  ])
})
