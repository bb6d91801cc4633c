import { describe, expect, it } from 'vitest'
import { storyGraph } from '../../test/fixtures/story-graph.ts'
import { isBlind, shownAnswer, type Answer } from './last-good.ts'

const graph = storyGraph()
const outage = {
  ...graph,
  nodes: [],
  edges: [],
  degraded: [{ source: 'prometheus' as const, message: 'connection refused', since: null }],
}
const good: Answer = { key: 'a', graph, receivedAtMs: 1_000 }
const blind: Answer = { key: 'a', graph: outage, receivedAtMs: 6_000 }

describe('when the metrics do not answer', () => {
  it('the last picture stays, with its own age and what is known of the outage', () => {
    const { answer, blind: without } = shownAnswer(blind, good)
    expect(without).toBe(true)
    expect(answer).toMatchObject({ receivedAtMs: 1_000, graph: { nodes: graph.nodes, degraded: outage.degraded } })
  })

  it('another view does not borrow the picture', () => {
    expect(shownAnswer({ ...blind, key: 'b' }, good)).toEqual({ answer: { ...blind, key: 'b' }, blind: true })
    expect(shownAnswer(blind, null)).toEqual({ answer: blind, blind: true })
  })

  it('an empty mesh is not an outage', () => {
    expect(isBlind({ nodes: [], degraded: [] })).toBe(false)
    expect(isBlind({ nodes: graph.nodes, degraded: outage.degraded })).toBe(false)
    expect(shownAnswer(good, null)).toEqual({ answer: good, blind: false })
    expect(shownAnswer(null, good)).toEqual({ answer: null, blind: false })
  })
})
