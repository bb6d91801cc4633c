import { describe, expect, it } from 'vitest'
import { storyGraph } from '../../../test/fixtures/story-graph.ts'
import { buildModel } from './build-model.ts'
import { foldIslands, withParts } from './fold.ts'

const story = storyGraph()
const total = (edges: typeof story.edges) => edges.reduce((sum, { rps }) => sum + (rps ?? 0), 0)

describe('a folded island', () => {
  const { graph, folded, merged } = foldIslands(story, new Set(['boutique']))
  const boutique = graph.nodes.find(({ kind }) => kind === 'aggregate')!

  it('is one node with the worst status and one bar per node inside, worst first', () => {
    expect(boutique).toMatchObject({ name: 'boutique', namespace: 'boutique', health: { status: 'failing' } })
    const inside = story.nodes.filter(({ namespace }) => namespace === 'boutique')
    expect(folded.get(boutique.id)).toHaveLength(inside.length)
    expect(folded.get(boutique.id)?.slice(0, 2)).toEqual(['failing', 'failing'])
    expect(graph.nodes).toHaveLength(story.nodes.length - inside.length + 1)
  })

  it('loses no request that crosses its border', () => {
    const own = new Set(story.nodes.filter(({ namespace }) => namespace === 'boutique').map(({ id }) => id))
    const crossing = story.edges.filter(({ source, target }) => own.has(source) !== own.has(target))
    const merged = graph.edges.filter(({ source, target }) => source === boutique.id || target === boutique.id)
    expect(total(merged)).toBeCloseTo(total(crossing), 6)
  })

  it('gives merged edges no percentile that nobody measured', () => {
    const both = foldIslands(story, new Set(['boutique', 'bookinfo', 'data'])).graph
    const merged = both.edges.filter(({ id }) => id.includes('aggregate'))
    expect(merged.every(({ latencyMs, protocol }) => protocol !== 'tcp' || latencyMs === null)).toBe(true)
  })

  it('leaves everything else the very same objects', () => {
    const untouched = graph.edges.filter(({ source, target }) => source !== boutique.id && target !== boutique.id)
    expect(untouched.length).toBeGreaterThan(0)
    for (const edge of untouched) expect(story.edges.find(({ id }) => id === edge.id)).toBe(edge)
  })

  it('knows which edges each merged one sums up (B3)', () => {
    const { links } = withParts(buildModel(graph, { metric: 'rps', mtls: true }, folded), merged)
    const sums = links.filter(({ source, target }) => source === boutique.id || target === boutique.id)
    expect(sums.length).toBeGreaterThan(0)
    for (const { edge, parts } of sums) {
      expect(total([...parts])).toBeCloseTo(edge.rps ?? 0, 6)
      expect(parts.every((part) => story.edges.includes(part))).toBe(true)
    }
    expect(links.filter((link) => !sums.includes(link)).every(({ parts }) => parts.length === 0)).toBe(true)
  })

  it('is drawn as a stack in no island', () => {
    const card = buildModel(graph, { metric: 'rps', mtls: true }, folded).cards.find(({ id }) => id === boutique.id)
    expect(card).toMatchObject({ glyph: 'stack', island: null, height: 60, title: 'boutique', metric: '9 workloads' })
  })
})

it('what the server sums up for lack of rights is a closed door, not a stack', () => {
  const { graph } = foldIslands(story, new Set(['boutique']))
  const card = buildModel(graph, { metric: 'rps', mtls: true }).cards.find(({ node }) => node.kind === 'aggregate')
  expect(card).toMatchObject({ glyph: 'square', icon: 'lock', metric: 'not permitted', height: 40 })
})

it('folding nothing changes nothing', () => {
  expect(foldIslands(story, new Set()).graph.nodes).toBe(story.nodes)
})
