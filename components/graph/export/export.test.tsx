import { describe, expect, it } from 'vitest'
import { storyGraph } from '../../../test/fixtures/story-graph.ts'
import { layOut } from '../layout/lay-out.ts'
import { buildModel } from '../model/build-model.ts'
import { geometryOf, layoutInputOf, pictureOf } from '../model/picture.ts'
import { placedPills } from '../stage/placed-pills.ts'
import { exportName, graphJson } from './graph-json.ts'
import { graphSvg } from './graph-svg.tsx'
import { markupOf } from './markup.ts'
import { arrowHead, pathOf } from './path-of.ts'

const story = storyGraph()
const model = buildModel(story, { metric: 'rps', mtls: true })
const picture = pictureOf(model, geometryOf(model, layOut(layoutInputOf(model))))
const drawn = { model, picture, pills: placedPills(model.links, picture, null) }
const about = { type: 'versionedApp', namespaces: ['bookinfo'], at: story.at, windowSeconds: 900 }
const look = { token: (name: string) => `#${name.length.toString(16).padStart(6, '0')}`, font: null, title: 'graph' }

describe('the picture as SVG (E1)', () => {
  const svg = graphSvg(drawn, look)

  it('has every card, edge, island and pill of the view', () => {
    for (const { label } of model.cards) expect(svg).toContain(label)
    for (const { picture: all, count } of [
      { picture: /<title>/g, count: 1 + model.cards.length + picture.curves.size },
      { picture: /<path d="M[^"]*" fill="none" stroke="[^"]*" stroke-width/g, count: picture.curves.size },
    ])
      expect(svg.match(all)?.length).toBeGreaterThanOrEqual(count)
  })

  it('knows no token, no script and no address of another machine', () => {
    expect(svg).not.toContain('var(')
    expect(svg).not.toMatch(/<script|href=|url\(http/)
  })

  it('is well-formed: every element that opens closes, whatever names say', () => {
    const hostile = {
      ...drawn,
      model: { ...model, cards: model.cards.map((card) => ({ ...card, title: '</svg><script>"&', label: '<b>&"' })) },
    }
    const text = graphSvg(hostile, look)
    expect(text).not.toContain('<script')
    const open: string[] = []
    for (const [, close, name = '', self] of text.matchAll(/<(\/?)([a-z]+)[^>]*?(\/?)>/gi)) {
      if (close === '/') expect(open.pop()).toBe(name)
      else if (self !== '/') open.push(name)
    }
    expect(open).toEqual([])
  })

  it('carries the font when it is given', () => {
    expect(graphSvg(drawn, { ...look, font: 'data:font/woff2;base64,AA' })).toContain('src:url(data:font/woff2')
  })
})

describe('the picture as data (E2)', () => {
  it('has nodes and edges as the server told them, with places', () => {
    const parsed: unknown = JSON.parse(graphJson(drawn, about))
    expect(parsed).toMatchObject({ windowSeconds: 900, namespaces: ['bookinfo'] })
    const { nodes, edges, positions } = parsed as { nodes: unknown[]; edges: unknown[]; positions: object }
    expect([nodes.length, edges.length]).toEqual([story.nodes.length, story.edges.length])
    expect(Object.keys(positions)).toHaveLength(story.nodes.length)
  })

  it('is named after what it shows and when', () => {
    expect(exportName(about)).toBe('graph bookinfo 2026-11-24T14:36:05Z')
    expect(exportName({ ...about, namespaces: [] })).toContain('all namespaces')
  })
})

describe('markup', () => {
  it('writes attributes by SVG names and escapes text', () => {
    expect(markupOf(<path strokeWidth={2} d="M0 0" className="a" />)).toBe(
      '<path stroke-width="2" d="M0 0" class="a"></path>',
    )
    expect(markupOf(<text>{'<&"'}</text>)).toBe('<text>&lt;&amp;&quot;</text>')
    expect(markupOf([null, false, 3])).toBe('3')
  })
})

it('a path ends where its curve ends, and so does the arrow', () => {
  const curve = {
    start: { x: 0, y: 0 },
    controls: [
      { x: 10, y: 0 },
      { x: 20, y: 30 },
    ],
    end: { x: 40, y: 30 },
  }
  expect(pathOf(curve)).toBe('M0 0 Q10 0 15 15 Q20 30 40 30')
  expect(arrowHead(curve, 1)).toBe('M40 30 L33.1 33.5 L33.1 26.6 Z')
})
