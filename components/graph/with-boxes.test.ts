import { describe, expect, it } from 'vitest'
import { storyGraph } from '../../test/fixtures/story-graph.ts'
import { buildModel } from './model/build-model.ts'
import { withBoxes } from './with-boxes.ts'

const model = buildModel(storyGraph(), { metric: 'rps', mtls: true })

describe('boxes around nodes', () => {
  it('are the very same model when all are drawn', () => {
    expect(withBoxes(model, ['namespace', 'app'])).toBe(model)
  })

  it('go with what their cards say of them, and no card or edge is lost', () => {
    const apps = withBoxes(model, ['app'])
    expect(apps.islands).toEqual([])
    expect(apps.cards.every(({ island }) => island === null)).toBe(true)
    expect(apps.boxes).toEqual(model.boxes)
    const none = withBoxes(model, [])
    expect(none.boxes).toEqual([])
    expect(none.cards.map(({ id }) => id)).toEqual(model.cards.map(({ id }) => id))
    expect(none.links).toBe(model.links)
  })
})
