import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { boundsOf, overlaps, type Box } from '../geometry/shapes.ts'
import { layOut } from './lay-out.ts'
import type { LayoutInput } from './layout-input.ts'
import { placeNewNodes } from './place-new-nodes.ts'
import { positionKey, readPositions, writePositions } from './position-store.ts'
import type { Positions } from './positions.ts'

const node = (id: string, island: string | null, box: string | null = null) => ({
  id,
  island,
  box,
  width: 126,
  height: 40,
})

const bookinfo: LayoutInput = {
  nodes: [
    node('gateway', 'istio-system'),
    node('productpage', 'bookinfo'),
    node('details', 'bookinfo'),
    node('reviews-v1', 'bookinfo', 'reviews'),
    node('reviews-v2', 'bookinfo', 'reviews'),
    node('reviews-v3', 'bookinfo', 'reviews'),
    node('ratings', 'bookinfo'),
    node('unknown', null),
  ],
  edges: [
    ['gateway', 'productpage'],
    ['productpage', 'details'],
    ['productpage', 'reviews-v1'],
    ['productpage', 'reviews-v2'],
    ['productpage', 'reviews-v3'],
    ['reviews-v2', 'ratings'],
    ['reviews-v3', 'ratings'],
    ['unknown', 'details'],
  ].map(([source = '', target = '']) => ({ source, target })),
}

const boxes = (input: LayoutInput, positions: Positions): Map<string, Box> =>
  new Map(input.nodes.map(({ id, width, height }) => [id, { ...positions[id]!, width, height }]))

describe('the layered layout', () => {
  it('puts callers left of callees, a column apart, and nothing on anything (L1)', () => {
    const positions = layOut(bookinfo)
    for (const { source, target } of bookinfo.edges)
      expect(positions[target]!.x - positions[source]!.x).toBeGreaterThan(126 + 40)
    const all = [...boxes(bookinfo, positions).values()]
    expect(all.some((a, i) => all.some((b, j) => i < j && overlaps(a, b, 3)))).toBe(false)
  })

  it('keeps islands apart (L2)', () => {
    const positions = layOut(bookinfo)
    const all = boxes(bookinfo, positions)
    const island = (name: string | null) =>
      boundsOf(bookinfo.nodes.filter((n) => n.island === name).map(({ id }) => all.get(id)!))!
    expect(overlaps(island('bookinfo'), island('istio-system'), 16)).toBe(false)
    expect(overlaps(island('bookinfo'), island(null), 16)).toBe(false)
  })

  it('sets islands that would stack up one below the other into rows of a landscape (L4)', () => {
    const names = ['a', 'b', 'c', 'd', 'e']
    const nodes = [
      node('gateway', 'edge'),
      ...names.flatMap((name) => Array.from({ length: 4 }, (_, i) => node(`${name}/${i}`, name))),
    ]
    const edges = names.flatMap((name) => [0, 1, 2, 3].map((i) => ({ source: 'gateway', target: `${name}/${i}` })))
    const { width, height } = boundsOf([...boxes({ nodes, edges }, layOut({ nodes, edges })).values()])!
    expect(width).toBeGreaterThan(height)
  })

  it('sets a long chain of islands into rows, with nothing on anything (L4)', () => {
    const names = Array.from({ length: 12 }, (_, index) => `n${index}`)
    const chain: LayoutInput = {
      nodes: names.map((name) => node(name, name)),
      edges: names.slice(1).map((name, index) => ({ source: names[index]!, target: name })),
    }
    const all = [...boxes(chain, layOut(chain)).values()]
    const bounds = boundsOf(all)!
    expect(bounds.width / bounds.height).toBeLessThan(3.5)
    expect(all.some((a, i) => all.some((b, j) => i < j && overlaps(a, b, 20)))).toBe(false)
  })

  it('is the same picture every time', () => {
    expect(layOut(bookinfo)).toEqual(layOut(bookinfo))
  })

  it('lays out nothing as nothing', () => {
    expect(layOut({ nodes: [], edges: [] })).toEqual({})
  })
})

describe('any mesh', () => {
  const meshes = fc
    .record({
      nodes: fc.integer({ min: 1, max: 24 }),
      islands: fc.integer({ min: 1, max: 9 }),
      wires: fc.array(fc.tuple(fc.nat(23), fc.nat(23)), { maxLength: 40 }),
    })
    .map(({ nodes, islands, wires }): LayoutInput => {
      const islandOf = (index: number) => (index % 7 === 6 ? null : `ns${index % islands}`)
      const boxOf = (index: number) => (index % 5 < 2 && islandOf(index) !== null ? `app${index % islands}` : null)
      return {
        nodes: Array.from({ length: nodes }, (_, index) => node(`w${index}`, islandOf(index), boxOf(index))),
        edges: wires.map(([source, target]) => ({ source: `w${source % nodes}`, target: `w${target % nodes}` })),
      }
    })

  it('has a place for every node, none on another and no island over another (L1, L2)', () => {
    fc.assert(
      fc.property(meshes, (input) => {
        const all = boxes(input, layOut(input))
        const placed = [...all.values()]
        expect(placed.every(({ x, y }) => Number.isInteger(x) && Number.isInteger(y))).toBe(true)
        expect(placed.some((a, i) => placed.some((b, j) => i < j && overlaps(a, b, 3)))).toBe(false)
        const names = [...new Set(input.nodes.map(({ island }) => island))].filter((name) => name !== null)
        const rects = names.map((name) =>
          boundsOf(input.nodes.filter((n) => n.island === name).map(({ id }) => all.get(id)!))!,
        )
        expect(rects.some((a, i) => rects.some((b, j) => i < j && overlaps(a, b, 16)))).toBe(false)
      }),
    )
  })

  it('stacks the versions of an app in one column, in their natural order (L3)', () => {
    const versions = ['v10', 'v2', 'v1'].map((version) => node(`shop/reviews@${version}`, 'shop', 'reviews'))
    const placed = layOut({ nodes: versions, edges: [] })
    const order = versions.map(({ id }) => id).toSorted((a, b) => placed[a]!.y - placed[b]!.y)
    expect(order).toEqual(['shop/reviews@v1', 'shop/reviews@v2', 'shop/reviews@v10'])
    expect(new Set(versions.map(({ id }) => placed[id]!.x)).size).toBe(1)
  })
})

describe('a refresh', () => {
  it('moves no node that was there, by 0 px, whatever comes and goes', () => {
    const full = layOut(bookinfo)
    fc.assert(
      fc.property(fc.subarray([...bookinfo.nodes]), fc.integer({ min: 0, max: 6 }), (kept, added) => {
        const extra = Array.from({ length: added }, (_, i) => node(`new-${i}`, 'bookinfo'))
        const nodes = [...kept, ...extra]
        const edges = [...bookinfo.edges, ...extra.map(({ id }) => ({ source: 'productpage', target: id }))]
        const placed = placeNewNodes({ nodes, edges }, full)
        for (const { id } of kept) expect(placed[id]).toEqual(full[id])
        const all = [...boxes({ nodes, edges }, placed).values()]
        expect(all.some((a, i) => all.some((b, j) => i < j && overlaps(a, b)))).toBe(false)
      }),
    )
  })

  it('puts a new callee in the column right of its caller', () => {
    const known = { productpage: { x: 100, y: 100 } }
    const input = {
      nodes: [node('productpage', 'bookinfo'), node('details', 'bookinfo')],
      edges: [{ source: 'productpage', target: 'details' }],
    }
    expect(placeNewNodes(input, known)['details']).toEqual({ x: 310, y: 100 })
  })

  it('puts a new caller in the column left of its callee', () => {
    const known = { details: { x: 310, y: 100 } }
    const input = {
      nodes: [node('productpage', 'bookinfo'), node('details', 'bookinfo')],
      edges: [{ source: 'productpage', target: 'details' }],
    }
    expect(placeNewNodes(input, known)['productpage']).toEqual({ x: 100, y: 100 })
  })
})

describe('remembered places', () => {
  const nothing = { positions: {}, touched: false }
  afterEach(() => vi.unstubAllGlobals())

  it('are kept per view', () => {
    const kept = new Map<string, string>()
    vi.stubGlobal('localStorage', {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
    })
    const key = positionKey({ type: 'workload', namespaces: ['bookinfo'] })
    writePositions(key, { positions: { a: { x: 1, y: 2 } }, touched: true })
    expect(readPositions(key)).toEqual({ positions: { a: { x: 1, y: 2 } }, touched: true })
    expect(readPositions(positionKey({ type: 'service', namespaces: ['bookinfo'] }))).toEqual(nothing)
    for (const text of ['{"places":{"a":"somewhere"}}', '{"places":3}', 'null', 'no json']) {
      kept.set(key, text)
      expect(readPositions(key)).toEqual(nothing)
    }
  })

  it('do without storage where it is refused', () => {
    vi.stubGlobal('localStorage', {
      getItem: () => {
        throw new Error('denied')
      },
      setItem: () => {
        throw new Error('denied')
      },
    })
    writePositions('k', { positions: { a: { x: 1, y: 2 } }, touched: false })
    expect(readPositions('k')).toEqual(nothing)
  })
})
