import { describe, expect, it } from 'vitest'
import { storyGraph } from '../../../test/fixtures/story-graph.ts'
import { buildModel } from './build-model.ts'
import { createDepartures, fadeMs } from './departed.ts'

const story = storyGraph()
const options = { metric: 'rps', mtls: true } as const
const without = (name: string) => {
  const nodes = story.nodes.filter((node) => node.name !== name)
  const ids = new Set(nodes.map(({ id }) => id))
  return buildModel(
    { nodes, edges: story.edges.filter(({ source, target }) => ids.has(source) && ids.has(target)) },
    options,
  )
}
const whole = buildModel(story, options)
const fewer = without('ratings-v1')
const idOf = (name: string) => whole.cards.find(({ node }) => node.name === name)!.id

describe('what is gone (L9)', () => {
  it('stays for 15 s, faded and without numbers, then leaves', () => {
    const next = createDepartures()
    next({ key: 'k', model: whole, atMs: 0 })
    const after = next({ key: 'k', model: fewer, atMs: 5_000 })
    const ratings = after.cards.find(({ id }) => id === idOf('ratings-v1'))
    expect(ratings).toMatchObject({ gone: true, metric: 'gone', label: 'ratings-v1, gone' })
    expect(after.links.filter(({ gone }) => gone).every(({ pill }) => pill === null)).toBe(true)
    expect(after.links.some(({ gone, target }) => gone && target === ratings?.id)).toBe(true)
    const almost = next({ key: 'k', model: { ...fewer }, atMs: 5_000 + fadeMs - 1 })
    expect(almost.cards.some(({ gone }) => gone)).toBe(true)
    const later = { ...fewer }
    expect(next({ key: 'k', model: later, atMs: 5_000 + fadeMs })).toBe(later)
  })

  it('is there again as itself when it comes back', () => {
    const next = createDepartures()
    next({ key: 'k', model: whole, atMs: 0 })
    next({ key: 'k', model: fewer, atMs: 1_000 })
    expect(next({ key: 'k', model: whole, atMs: 2_000 })).toBe(whole)
  })

  it('is not what the reader hid, folded or asked differently', () => {
    const next = createDepartures()
    next({ key: 'all', model: whole, atMs: 0 })
    expect(next({ key: 'hide ratings', model: fewer, atMs: 1_000 })).toBe(fewer)
  })

  it('is the same object while nothing changes, so that nothing is drawn again', () => {
    const next = createDepartures()
    next({ key: 'k', model: whole, atMs: 0 })
    const shown = next({ key: 'k', model: fewer, atMs: 1_000 })
    expect(next({ key: 'k', model: fewer, atMs: 9_000 })).toBe(shown)
  })
})
