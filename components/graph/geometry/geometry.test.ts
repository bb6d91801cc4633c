import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chordPoints, pointAt, sample, type Curve } from './curve.ts'
import { edgeCurves } from './edge-curves.ts'
import { freeLane } from './lanes.ts'
import { placePills } from './pills.ts'
import { assignPorts } from './ports.ts'
import { boundsOf, contains, overlaps, type Box } from './shapes.ts'
import { arrowLength, arrowScale, edgeWidth, tcpEdgeWidth } from './stroke.ts'

const card = (x: number, y: number): Box => ({ x, y, width: 126, height: 40 })

describe('the stroke of an edge', () => {
  // Table of mock 13.
  it.each([
    [0.1, 1.05],
    [1, 1.33],
    [10, 2.15],
    [100, 3.2],
    [1_000, 4.3],
    [4_000, 4.96],
    [1e6, 5],
  ])('is, at %s requests per second, %s px', (rps, width) => expect(edgeWidth(rps)).toBeCloseTo(width, 1))

  it('weighs a kilobyte as a request', () => expect(tcpEdgeWidth(84_000)).toBeCloseTo(edgeWidth(84), 6))

  it('gives cytoscape the scale that makes the arrow as long as designed', () => {
    for (const width of [1, 2.2, 5]) {
      const drawn = 0.3 * Math.max((width * 13.37) ** 0.9, 29) * arrowScale(width)
      expect(drawn).toBeCloseTo(arrowLength(width), 6)
    }
  })
})

describe('ports', () => {
  it('are 5 px apart and ordered by the height of the other end', () => {
    const boxes = new Map([
      ['a', card(0, 0)],
      ['up', card(210, -60)],
      ['mid', card(210, 0)],
      ['down', card(210, 60)],
    ])
    const edges = ['down', 'up', 'mid'].map((target) => ({ id: target, source: 'a', target }))
    const ports = assignPorts(edges, boxes)
    expect(['up', 'mid', 'down'].map((id) => ports.get(id)?.sourceY)).toEqual([-5, 0, 5])
  })

  it('stay on the card however many there are', () => {
    const boxes = new Map([
      ['a', card(0, 0)],
      ...Array.from({ length: 30 }, (_, i) => [`t${i}`, card(210, i * 50)] as const),
    ])
    const edges = Array.from({ length: 30 }, (_, i) => ({ id: `t${i}`, source: 'a', target: `t${i}` }))
    for (const { sourceY } of assignPorts(edges, boxes).values()) expect(Math.abs(sourceY)).toBeLessThanOrEqual(14)
  })
})

const coordinate = fc.integer({ min: -2_000, max: 2_000 })
const point = fc.record({ x: coordinate, y: coordinate })

describe('curves', () => {
  it('give cytoscape control points that it turns back into the same points', () => {
    fc.assert(
      fc.property(point, point, fc.array(point, { minLength: 1, maxLength: 4 }), (start, end, controls) => {
        fc.pre(start.x !== end.x || start.y !== end.y)
        const length = Math.hypot(end.x - start.x, end.y - start.y)
        const [ux, uy] = [(end.x - start.x) / length, (end.y - start.y) / length]
        chordPoints({ start, controls, end }).forEach(({ weight, distance }, index) => {
          expect(start.x + ux * weight * length - uy * distance).toBeCloseTo(controls[index]!.x, 4)
          expect(start.y + uy * weight * length + ux * distance).toBeCloseTo(controls[index]!.y, 4)
        })
      }),
    )
  })

  it('begin and end at their ends', () => {
    const curve: Curve = {
      start: { x: 0, y: 0 },
      controls: [
        { x: 38, y: 0 },
        { x: 62, y: 50 },
      ],
      end: { x: 100, y: 50 },
    }
    expect(pointAt(curve, 0)).toEqual(curve.start)
    expect(pointAt(curve, 1)).toEqual(curve.end)
    expect(pointAt(curve, 0.5)).toEqual({ x: 50, y: 25 })
  })

  it('leave on the right, enter on the left, as an S of 0.38', () => {
    const boxes = new Map([
      ['a', card(0, 0)],
      ['b', card(210, 100)],
    ])
    const curve = edgeCurves([{ id: 'e', source: 'a', target: 'b' }], boxes).get('e')
    expect(curve?.start).toEqual({ x: 63, y: 0 })
    expect(curve?.end).toEqual({ x: 147, y: 100 })
    expect(curve?.controls[0]).toEqual({ x: 63 + 0.38 * 84, y: 0 })
  })

  it('never run under a card that lies between when there is a free lane', () => {
    const boxes = new Map([
      ['a', card(0, 0)],
      ['x', card(210, -54)],
      ['y', card(210, 0)],
      ['z', card(210, 54)],
      ['b', card(420, 0)],
    ])
    const curve = edgeCurves([{ id: 'e', source: 'a', target: 'b' }], boxes).get('e')
    const crossed = sample(curve!, 80).filter((p) => ['x', 'y', 'z'].some((id) => contains(boxes.get(id)!, p)))
    expect(crossed).toEqual([])
  })

  it('give two long edges two lanes', () => {
    const boxes = new Map([
      ['a', card(0, 0)],
      ['x', card(210, 0)],
      ['b', card(420, 0)],
    ])
    const edges = [1, 2].map((n) => ({ id: `e${n}`, source: 'a', target: 'b' }))
    const heights = [...edgeCurves(edges, boxes).values()].map((curve) => pointAt(curve, 0.5).y)
    expect(Math.abs(heights[0]! - heights[1]!)).toBeGreaterThanOrEqual(7)
  })

  it('go around when the callee is not to the right', () => {
    const boxes = new Map([
      ['a', card(210, 0)],
      ['b', card(0, 0)],
    ])
    const curve = edgeCurves([{ id: 'e', source: 'a', target: 'b' }], boxes).get('e')
    expect(sample(curve!, 40).some((p) => p.y > 20)).toBe(true)
    expect(edgeCurves([{ id: 'self', source: 'a', target: 'a' }], boxes).get('self')).toBeDefined()
  })

  it('skip an edge whose end has no place', () => {
    expect(edgeCurves([{ id: 'e', source: 'a', target: 'nowhere' }], new Map([['a', card(0, 0)]])).size).toBe(0)
  })
})

describe('pills', () => {
  const curveAt = (y: number): Curve => ({
    start: { x: 63, y },
    controls: [
      { x: 95, y },
      { x: 115, y },
    ],
    end: { x: 147, y },
  })
  const boxOf = (p: { x: number; y: number }, width: number): Box => ({ ...p, width, height: 18 })

  it('sit at the middle of the gap', () => {
    expect(placePills([{ id: 'e', width: 50, curve: curveAt(0), selected: false }], []).get('e')).toEqual({
      x: 105,
      y: 0,
    })
  })

  it('do not cover each other when the curves leave room', () => {
    const pills = [0, 20, 40].map((y) => ({ id: `e${y}`, width: 50, curve: curveAt(y), selected: false }))
    const places = placePills(pills, [])
    const boxes = pills.map(({ id, width }) => boxOf(places.get(id)!, width))
    expect(boxes.some((a, i) => boxes.some((b, j) => i < j && overlaps(a, b)))).toBe(false)
  })

  it('leave the line and avoid cards when selected', () => {
    const cards = [card(0, 0), card(210, 0)]
    const place = placePills([{ id: 'e', width: 95, curve: curveAt(0), selected: true }], cards).get('e')
    expect(Math.abs(place!.y)).toBeGreaterThanOrEqual(18)
    expect(cards.some((box) => overlaps(boxOf(place!, 95), box))).toBe(false)
  })
})

describe('bounds', () => {
  it('are the smallest rectangle around all', () => {
    expect(boundsOf([])).toBeNull()
    expect(boundsOf([card(0, 0), card(210, 54)])).toEqual({ x: 105, y: 27, width: 336, height: 94 })
  })
})

describe('lanes', () => {
  it('keep clear of every card between and of lanes that are taken', () => {
    const height = fc.integer({ min: -200, max: 200 })
    fc.assert(
      fc.property(
        fc.array(height, { minLength: 1, maxLength: 8 }),
        fc.array(height, { maxLength: 5 }),
        height,
        (ys, lanes, end) => {
          const between = ys.map((y) => card(210, y))
          const taken = lanes.map((y) => ({ y, x1: 0, x2: 400 }))
          const lane = freeLane({ start: { x: 63, y: 0 }, end: { x: 357, y: end } }, between, taken)
          expect(lane).not.toBeNull()
          expect(between.every((box) => Math.abs(lane!.y - box.y) >= 27)).toBe(true)
          expect(taken.every(({ y }) => Math.abs(lane!.y - y) >= 7)).toBe(true)
        },
      ),
    )
  })
})
