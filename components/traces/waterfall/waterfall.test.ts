import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { spanOf } from '../../../test/support/spans.ts'
import type { Span } from '../../../lib/domain/tracing/model.ts'
import { buildSpanTree } from '../../../lib/domain/tracing/span-tree.ts'
import { collapsibleKeys, matchingSpans, revealing, rowKey, visibleRows } from './rows.ts'
import { clampRange, joinedPlaces, labelSide, placeIn, ticks } from './time-scale.ts'

const span = (spanId: string, parentId: string | null, given: Partial<Span> = {}) =>
  spanOf(spanId, { parentId, operation: `GET /${spanId}`, ...given })

const tree = buildSpanTree([
  span('root', null),
  span('left', 'root'),
  span('leaf', 'left', { error: true, tags: { response_flags: 'UF' } }),
  span('right', 'root'),
])
const ids = (nodes: ReturnType<typeof visibleRows>) => nodes.map((node) => node.span.spanId)
const none: ReadonlySet<string> = new Set()

describe('the rows of a waterfall', () => {
  it('hides everything under a collapsed span', () => {
    const collapsed = new Set(['left internal a'])
    expect(ids(visibleRows(tree, { collapsed, errorsOnly: false }))).toEqual(['root', 'left', 'right'])
    expect(ids(visibleRows(tree, { collapsed: new Set(['root internal a']), errorsOnly: false }))).toEqual(['root'])
  })

  it('shows failed spans and the way to them only', () => {
    expect(ids(visibleRows(tree, { collapsed: none, errorsOnly: true }))).toEqual(['root', 'left', 'leaf'])
  })

  it('finds spans by operation and by tag, and opens the way to one', () => {
    expect(ids(matchingSpans(tree, 'FLAGS=uf'))).toEqual(['leaf'])
    expect(matchingSpans(tree, '  ')).toEqual([])
    const [leaf] = matchingSpans(tree, '/leaf')
    if (leaf === undefined) throw new Error('no leaf')
    const opened = revealing(collapsibleKeys(tree), leaf)
    expect(visibleRows(tree, { collapsed: opened, errorsOnly: false }).map(rowKey)).toContain(rowKey(leaf))
    expect(revealing(none, leaf)).toBe(none)
  })
})

describe('the time scale', () => {
  const whole = { startUs: 0, endUs: 1_000 }

  it('places what is inside and leaves out what is not', () => {
    expect(placeIn(whole, 250, 500)).toEqual({ left: 0.25, width: 0.25 })
    expect(placeIn({ startUs: 400, endUs: 600 }, 0, 500)).toEqual({ left: 0, width: 0.5 })
    expect(placeIn({ startUs: 400, endUs: 600 }, 0, 300)).toBeNull()
    expect(placeIn({ startUs: 5, endUs: 5 }, 5, 5)).toEqual({ left: 0, width: 1 })
  })

  it('never leaves the width of the drawing', () => {
    const number = fc.integer({ min: -500, max: 2_000 })
    fc.assert(
      fc.property(number, number, (start, length) => {
        const place = placeIn(whole, start, start + Math.abs(length))
        if (place !== null) {
          expect(place.left).toBeGreaterThanOrEqual(0)
          expect(place.left + place.width).toBeLessThanOrEqual(1 + 1e-9)
        }
      }),
    )
  })

  it('keeps a zoomed range inside the trace and wide enough to see', () => {
    const number = fc.integer({ min: -500, max: 2_000 })
    fc.assert(
      fc.property(number, number, (startUs, endUs) => {
        const range = clampRange({ startUs, endUs }, whole)
        expect(range.startUs).toBeGreaterThanOrEqual(0)
        expect(range.endUs).toBeLessThanOrEqual(1_000)
        expect(range.endUs - range.startUs).toBeGreaterThanOrEqual(1)
      }),
    )
  })

  it('counts its ticks from the start of the trace', () => {
    expect(ticks({ startUs: 500, endUs: 900 }, 100, 3)).toEqual([400, 600, 800])
  })

  it('writes a duration where there is room', () => {
    expect(labelSide({ left: 0, width: 0.9 })).toBe('inside')
    expect(labelSide({ left: 0.1, width: 0.1 })).toBe('right')
    expect(labelSide({ left: 0.9, width: 0.1 })).toBe('left')
  })
})

describe('stretches of the critical path', () => {
  it('are joined where no eye could part them, and cover the same time', () => {
    const range = { startUs: 0, endUs: 80_000 }
    const many = Array.from({ length: 80_000 }, (_, index) => ({ startUs: index, endUs: index + 0.5 }))
    expect(joinedPlaces(range, many)).toEqual([{ left: 0, width: expect.closeTo(1, 4) as number }])
    const apart = [
      { startUs: 0, endUs: 8_000 },
      { startUs: 40_000, endUs: 80_000 },
    ]
    expect(joinedPlaces(range, apart)).toEqual([
      { left: 0, width: 0.1 },
      { left: 0.5, width: 0.5 },
    ])
  })
})
