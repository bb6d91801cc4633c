import { describe, expect, it } from 'vitest'
import type { GraphNode } from '../../lib/domain/graph/model.ts'
import { storyEdge, storyNode } from '../../test/fixtures/story-graph.ts'
import { causeOf } from './cause.ts'

const [front, checkout, payment, cart] = [
  storyNode('x', 'front'),
  storyNode('x', 'checkout'),
  storyNode('x', 'payment'),
  storyNode('x', 'cart'),
] as const
const edge = (from: GraphNode, to: GraphNode, errors: number) =>
  storyEdge(from, to, { rps: 4, errors, status: errors > 0 ? 'failing' : 'healthy' })

describe('P7: the cause of failures', () => {
  it('is the call out that most of them come from', () => {
    const [bad, good] = [edge(checkout, payment, 0.3), edge(checkout, cart, 0)]
    expect(causeOf({ inbound: [edge(front, checkout, 0.3)], outbound: [good, bad] })).toMatchObject({
      edge: { id: bad.id },
      share: 1,
      direction: 'outbound',
    })
  })

  it('is the caller that gets most of them when no call out fails', () => {
    const [bad, good] = [edge(front, payment, 0.3), edge(checkout, payment, 0)]
    expect(causeOf({ inbound: [good, bad], outbound: [] })).toMatchObject({
      edge: { id: bad.id },
      direction: 'inbound',
    })
  })

  it('is nobody when nothing fails, and not the only caller', () => {
    expect(causeOf({ inbound: [edge(front, checkout, 0)], outbound: [] })).toBeNull()
    expect(causeOf({ inbound: [edge(front, checkout, 0.3)], outbound: [] })).toBeNull()
  })
})
