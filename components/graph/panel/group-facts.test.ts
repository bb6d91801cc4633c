import { describe, expect, it } from 'vitest'
import { storyEdge, storyGraph, storyNode } from '../../../test/fixtures/story-graph.ts'
import { buildModel } from '../model/build-model.ts'
import { foldIslands } from '../model/fold.ts'
import { groupFacts, groupSentence, mtlsSentence } from './group-facts.ts'

const model = buildModel(storyGraph(), { metric: 'rps', mtls: true })
const island = (name: string) => new Set(model.islands.find((other) => other.name === name)?.members)

describe('the facts of a group', () => {
  it('divide its edges into in, out and inside, and lose none', () => {
    const ids = island('boutique')
    const { inbound, outbound, inside, edges } = groupFacts(model, ids)
    const touching = model.links.filter(({ source, target }) => ids.has(source) || ids.has(target))
    expect(edges).toHaveLength(touching.length)
    const all = touching.reduce((total, { edge }) => total + (edge.rps ?? 0), 0)
    expect((inbound?.rps ?? 0) + (outbound?.rps ?? 0) + (inside?.rps ?? 0)).toBeCloseTo(all)
    expect(inbound?.rps).toBe(96)
  })

  it('have the worst first and count who is unwell', () => {
    const facts = groupFacts(model, island('boutique'))
    expect(facts.edges[0]?.stroke).toBe('failing')
    expect(facts.status).toBe('failing')
    expect(facts.counts[0]).toMatchObject({ status: 'failing' })
    expect(groupSentence(facts, 'workload')).toMatch(/failing.* of \d+ workloads\.$/)
  })

  it('weigh mutual TLS by load, and do not know it where nobody reports it', () => {
    const [a, b, c] = [storyNode('x', 'a'), storyNode('x', 'b'), storyNode('x', 'c')]
    const edges = [storyEdge(a, b, { rps: 9 }), storyEdge(a, c, { rps: 1, mtls: 'plain' })]
    const known = buildModel({ nodes: [a, b, c], edges }, { metric: 'rps', mtls: true })
    expect(groupFacts(known, new Set([a.id])).mtlsRatio).toBeCloseTo(0.9)
    const silent = buildModel(
      { nodes: [a, b], edges: [storyEdge(a, b, { rps: 9, mtls: 'unknown' })] },
      { metric: 'rps', mtls: true },
    )
    expect(groupFacts(silent, new Set([a.id])).mtlsRatio).toBeNull()
  })

  it('are those of everything inside where it is folded', () => {
    const { graph, folded } = foldIslands(storyGraph(), new Set(['boutique']))
    const closed = buildModel(graph, { metric: 'rps', mtls: true }, folded)
    const stack = new Set(closed.cards.filter(({ glyph }) => glyph === 'stack').map(({ id }) => id))
    const [shut, open] = [groupFacts(closed, stack), groupFacts(model, island('boutique'))]
    expect(shut).toMatchObject({ nodes: open.nodes, status: open.status, counts: open.counts, inside: null })
    expect(shut.inbound?.rps).toBe(open.inbound?.rps)
  })

  it('do not call mutual what nobody reports', () => {
    expect(mtlsSentence({ edges: [], mtlsRatio: null, open: 0 })).toBe('No edge in this picture.')
    expect(mtlsSentence({ edges: model.links, mtlsRatio: null, open: 0 })).toBe('No edge reports it.')
    expect(mtlsSentence({ edges: model.links, mtlsRatio: 0.9, open: 1 })).toBe('1 edge is not fully mTLS.')
  })

  it('of nobody say so', () => {
    expect(groupSentence(groupFacts(model, new Set()), 'workload')).toBe('No workload is in this picture.')
    expect(groupSentence({ nodes: 2, counts: [{ status: 'healthy', count: 2 }] }, 'node')).toBe('Both nodes are well.')
  })
})
