import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TraceSummary } from '../../../lib/domain/tracing/model.ts'
import { boxOf, heatCells, selectedPlaces, shareOf, valueAt, type Plot } from './selection.ts'

const trace = (startMs: number, durationUs: number, errorCount = 0): TraceSummary => ({
  traceId: `${startMs}`,
  rootService: 'a',
  rootOperation: 'b',
  startUs: startMs * 1_000,
  durationUs,
  spanCount: 1,
  errorCount,
  services: [],
})
const items = [trace(100, 10), trace(200, 1_000, 1), trace(300, 100_000)]
const plot: Plot = { timeMs: [0, 400], durationUs: [1, 1_000_000], scale: 'log' }

describe('the selection of traces', () => {
  it.each([
    [{ kind: 'failed' } as const, [1]],
    [{ kind: 'slower', fromUs: 1_000 } as const, [1, 2]],
    [{ kind: 'box', timeMs: [150, 350], durationUs: [1, 2_000] } as const, [1]],
  ])('%j holds %j', (selection, expected) => {
    expect([...selectedPlaces(items, selection)]).toEqual(expected)
  })

  it('of a box is the same whichever corner the drag began at', () => {
    const a = { x: 0.1, y: 0.9 }
    const b = { x: 0.6, y: 0.2 }
    expect(boxOf({ from: a, to: b }, plot)).toEqual(boxOf({ from: b, to: a }, plot))
    expect(boxOf({ from: { x: 0, y: 0 }, to: { x: 1, y: 1 } }, plot)).toMatchObject({ timeMs: [0, 400] })
  })

  it('finds the place of a value and the value of a place on either scale', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.constantFrom('log' as const, 'linear' as const),
        (share, scale) => {
          expect(shareOf(valueAt(share, [20, 3_000_000], scale), [20, 3_000_000], scale)).toBeCloseTo(share, 9)
        },
      ),
    )
  })
})

describe('the heatmap', () => {
  it('counts every trace once, also those at the rim of the plot', () => {
    const many = Array.from({ length: 300 }, (_, index) => trace(index * 2, 1 + index ** 3, index % 3))
    const cells = heatCells(many, plot)
    expect(cells.reduce((sum, { count }) => sum + count, 0)).toBe(300)
    expect(cells.reduce((sum, { failed }) => sum + failed, 0)).toBe(200)
    expect(new Set(cells.map(({ column, row }) => `${column} ${row}`)).size).toBe(cells.length)
  })
})
