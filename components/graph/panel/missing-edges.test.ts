import { describe, expect, it } from 'vitest'
import { storyGraph } from '../../../test/fixtures/story-graph.ts'
import { buildModel } from '../model/build-model.ts'
import { missingEdges } from './missing-edges.ts'

const model = buildModel(storyGraph(), { metric: 'rps', mtls: true })
const cards = (...names: readonly string[]) => model.cards.filter(({ node }) => names.includes(node.name))

describe('calls that are not seen', () => {
  it('are those between the selected nodes, each way', () => {
    const words = missingEdges(cards('productpage-v1', 'details-v1'), model.links).map((edge) => edge.words)
    expect(words).toEqual(['details v1 → productpage v1'])
    expect(missingEdges(cards('ads-v1', 'details-v1'), model.links)).toHaveLength(2)
  })

  it('have an id that the server can be asked about: ends and protocol, nothing to escape', () => {
    const [edge] = missingEdges(cards('productpage-v1', 'details-v1'), model.links)
    expect(edge?.id).toMatch(/^[^/]+~[^/]+~http$/)
  })

  it('are not listed for many nodes', () => {
    expect(missingEdges(model.cards, model.links)).toEqual([])
  })
})
