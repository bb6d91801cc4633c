import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseFind } from '../../../lib/domain/graph/find-expression/parser.ts'
import { storyEdge, storyGraph, storyNode } from '../../../test/fixtures/story-graph.ts'
import { shortName, widthOf } from '../node-size.ts'
import { buildModel } from './build-model.ts'
import { emphasisOf } from './emphasis.ts'
import { findInModel } from './find.ts'
import { neighbourOf } from './neighbours.ts'
import { totalsOf, wholePercents, worst } from './statistics.ts'

const story = storyGraph()
const model = buildModel(story, { metric: 'rps', mtls: true })
const card = (name: string) => model.cards.find(({ node }) => node.name === name)!
const link = (source: string, target: string) =>
  model.links.find((l) => l.source === card(source).id && l.target === card(target).id)!
const find = (source: string) => {
  const parsed = parseFind(source)
  if (!parsed.ok || parsed.expression === null) throw new Error(source)
  return findInModel(model, parsed.expression)
}

describe('a card', () => {
  it.each([
    ['productpage-v1', 'productpage', 'v1 · 119/s', 'disc'],
    ['reviews-v1', 'reviews', 'v1 · no traffic', 'disc'],
    ['payment-v2', 'payment', 'v2 · 7.1 %', 'disc'],
    ['mongodb-v1', 'mongodb', 'v1 · 84 kB/s', 'disc'],
    ['ingressgateway', 'ingressgateway', '215/s', 'hexagon'],
    ['unknown', 'unknown', '0.4/s, no proxy', 'pill'],
    ['bank.example', 'bank.example', '3.9/s', 'square'],
  ])('of %s reads "%s" and "%s", drawn as %s', (...[name, title, metric, glyph]) => {
    expect(card(name)).toMatchObject({ title, metric, glyph })
  })

  it('says in words what it shows', () => {
    expect(card('payment-v2').label).toBe(
      'payment-v2, workload v2 in boutique, failing, 4.3 requests per second, 7.1 % errors',
    )
  })

  it('never shows a missing number as zero', () => {
    const lonely = buildModel(
      { nodes: [storyNode('a', 'batch', { version: null, status: 'unknown' })], edges: [] },
      { metric: 'rps', mtls: true },
    )
    expect(lonely.cards[0]?.metric).toBe('no data')
  })

  it('grows for long names and cuts the longest in the middle', () => {
    expect(card('ingressgateway').width).toBe(140)
    expect(card('details-v1').width).toBe(126)
    expect(widthOf('istio-ingressgateway')).toBe(180)
    expect(shortName('istio-ingressgateway')).toBe('istio-ingressgateway')
    expect(shortName('istio-ingressgateway-internal')).toBe('istio-ingre…internal')
    expect(widthOf('istio-ingressgateway-internal')).toBe(180)
    expect(shortName('productpage')).toBe('productpage')
  })
})

describe('a link', () => {
  it.each([
    ['checkout-v1', 'payment-v2', 'failing'],
    ['reviews-v2', 'ratings-v1', 'degraded'],
    ['productpage-v1', 'reviews-v1', 'idle'],
    ['ratings-v1', 'mongodb-v1', 'tcp'],
    ['productpage-v1', 'details-v1', 'healthy'],
  ])('from %s to %s is drawn as %s', (source, target, stroke) => expect(link(source, target).stroke).toBe(stroke))

  it('writes the share of a partial lock and never rounds it up', () => {
    expect(link('checkout-v1', 'payment-v2').pill).toEqual({
      text: '4.3/s',
      mark: 'failing',
      lock: 'partial',
      lockText: '93%',
    })
  })

  it('shows a lock on every edge with the layer and on none without', () => {
    const plain = buildModel(story, { metric: 'rps', mtls: false })
    expect(model.links.filter(({ pill }) => pill !== null).every(({ pill }) => pill?.lock !== null)).toBe(true)
    expect(plain.links.every(({ pill }) => pill === null || pill.lock === null)).toBe(true)
  })

  it.each([
    ['errors', '7.1 %'],
    ['p95', '1.24 s'],
    ['bytes', 'n/a'],
    ['share', '13.9 %'],
  ] as const)('can show %s', (metric, text) => {
    const chosen = buildModel(story, { metric, mtls: false })
    expect(chosen.links.find(({ id }) => id === link('checkout-v1', 'payment-v2').id)?.pill?.text).toBe(text)
  })

  it('has no pill without traffic', () => expect(link('productpage-v1', 'reviews-v1').pill).toBeNull())

  it('without both ends is left out', () => {
    const [a, b] = [storyNode('x', 'a'), storyNode('x', 'b')]
    expect(
      buildModel({ nodes: [a], edges: [storyEdge(a, b, { rps: 1 })] }, { metric: 'rps', mtls: true }).links,
    ).toEqual([])
  })
})

describe('islands and boxes', () => {
  it('count what enters from outside once', () => {
    const bookinfo = model.islands.find(({ name }) => name === 'bookinfo')
    expect(bookinfo).toMatchObject({ facts: ['6 workloads', '119/s', '0.0 % errors'], status: 'degraded' })
  })

  it('leave nodes of nobody outside', () => {
    expect([card('unknown').island, card('bank.example').island]).toEqual([null, null])
  })

  it('box an app with several versions and write its split', () => {
    expect(model.boxes).toEqual([expect.objectContaining({ title: 'reviews', split: '0 / 90 / 10 %' })])
    expect(card('reviews-v2').box).toBe(model.boxes[0]?.id)
    expect(card('ratings-v1').box).toBeNull()
  })

  it('do not depend on the order of the answer', () => {
    const shuffled = { nodes: story.nodes.toReversed(), edges: story.edges.toReversed() }
    expect(buildModel(shuffled, { metric: 'rps', mtls: true })).toEqual(model)
  })
})

describe('statistics', () => {
  it('share whole percents that add up to 100', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 8 }), (parts) => {
        fc.pre(parts.some((part) => part > 0))
        const shared = wholePercents(parts)
        expect(shared.reduce((a, b) => a + b)).toBe(100)
        expect(shared.every((part) => part >= 0)).toBe(true)
      }),
    )
  })

  it('do not invent a number where none is known', () => {
    const [a, b] = [storyNode('x', 'a'), storyNode('x', 'b')]
    expect(totalsOf([storyEdge(a, b, { protocol: 'tcp', bytes: 5 })])).toEqual({
      rps: null,
      errorRatio: null,
      bytesPerSecond: 5,
    })
    expect(totalsOf([])).toEqual({ rps: null, errorRatio: null, bytesPerSecond: null })
  })

  it('let the worst win', () => {
    expect(worst(['healthy', 'failing', 'idle'])).toBe('failing')
    expect(worst([])).toBe('unknown')
  })
})

describe('finding and hovering', () => {
  it('finds edges and nodes by what they are and carry', () => {
    expect([...find('errors > 1% and ns = boutique').edges]).toEqual([
      link('checkout-v1', 'payment-v2').id,
      link('frontend-v1', 'checkout-v1').id,
    ])
    expect([...find('mtls < 100%').edges].length).toBe(2)
    expect([...find('name ~ pay').nodes]).toEqual([card('payment-v2').id])
    expect([...find('kind = gateway').nodes]).toEqual([card('ingressgateway').id])
  })

  it('keeps the ends of a found edge', () => {
    const emphasis = emphasisOf(model, { hovered: null, found: find('p95 > 1.2s and status = failing') })
    expect(emphasis?.nodes).toEqual(new Set([card('checkout-v1').id, card('payment-v2').id]))
  })

  it('keeps the neighbours of what is pointed at, and everything when nothing is', () => {
    const emphasis = emphasisOf(model, { hovered: { kind: 'node', id: card('payment-v2').id }, found: null })
    expect(emphasis?.nodes).toEqual(new Set(['payment-v2', 'checkout-v1', 'bank.example'].map((name) => card(name).id)))
    expect(emphasisOf(model, { hovered: null, found: null })).toBeNull()
  })
})

describe('the arrow keys', () => {
  const places = new Map(
    Object.entries({
      'frontend-v1': [0, 100],
      'ads-v1': [210, 0],
      'checkout-v1': [210, 110],
      'payment-v2': [420, 110],
    }).map(([name, [x = 0, y = 0]]) => [card(name).id, { x, y }]),
  )
  it.each([
    ['frontend-v1', 'right', 'checkout-v1'],
    ['checkout-v1', 'left', 'frontend-v1'],
    ['checkout-v1', 'up', 'ads-v1'],
    ['checkout-v1', 'right', 'payment-v2'],
    ['ads-v1', 'up', null],
  ] as const)('from %s to the %s lead to %s', (from, direction, to) => {
    expect(neighbourOf(card(from).id, direction, { links: model.links, places })).toBe(to === null ? null : card(to).id)
  })
})
