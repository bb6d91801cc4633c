import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { draftOf, reduceDraft } from './draft.ts'
import {
  apportion,
  effectiveWeights,
  evenSplit,
  evenSplitUnlocked,
  maxWeight,
  moveWeight,
  rescale,
  totalOf,
  type WeightBase,
} from './weights.ts'

const sum = (values: readonly number[]) => values.reduce((left, right) => left + right, 0)

const base = fc
  .array(fc.tuple(fc.nat(1000), fc.boolean()), { minLength: 2, maxLength: 8 })
  .filter((slices) => slices.some(([weight]) => weight > 0))
  .map((slices): WeightBase => {
    const weights = slices.map(([weight]) => weight)
    return { weights, locked: slices.map(([, locked]) => locked), total: sum(weights) }
  })
const drag = base.chain((start) =>
  fc.record({
    start: fc.constant(start),
    index: fc.nat(start.weights.length - 1),
    wanted: fc.integer({ min: -50, max: start.total + 50 }),
  }),
)

describe('a drag (10,000 random ones)', () => {
  const runs = { numRuns: 10_000 }

  it('R1 keeps the total, has no negative and no fraction', () => {
    fc.assert(
      fc.property(drag, ({ start, index, wanted }) => {
        const next = moveWeight(start, index, wanted)
        expect(sum(next)).toBe(start.total)
        expect(next.every((weight) => Number.isInteger(weight) && weight >= 0)).toBe(true)
      }),
      runs,
    )
  })

  it('R5 keeps the ratio of the others within one unit', () => {
    fc.assert(
      fc.property(drag, ({ start, index, wanted }) => {
        const next = moveWeight(start, index, wanted)
        const others = start.weights.flatMap((_, other) => (other !== index && !start.locked[other] ? [other] : []))
        const before = sum(others.map((other) => start.weights[other] ?? 0))
        const after = sum(others.map((other) => next[other] ?? 0))
        for (const other of others) {
          const exact = before === 0 ? after / others.length : (after * (start.weights[other] ?? 0)) / before
          expect(Math.abs((next[other] ?? 0) - exact)).toBeLessThan(1)
        }
      }),
      runs,
    )
  })

  it('R6 is reversible: there and back is exactly the start', () => {
    fc.assert(
      fc.property(drag, ({ start, index, wanted }) => {
        const draft = { ...draftOf(start.weights), locked: start.locked }
        const there = reduceDraft(draft, { type: 'move', index, weight: wanted })
        const back = reduceDraft(there, { type: 'move', index, weight: start.weights[index] ?? 0 })
        const reachable = start.locked.some((locked, other) => other !== index && !locked)
        if (reachable) expect(back.weights).toEqual(start.weights)
      }),
      runs,
    )
  })

  it('R9 leaves locked slices untouched, the dragged one too when it is locked', () => {
    fc.assert(
      fc.property(drag, ({ start, index, wanted }) => {
        const next = moveWeight(start, index, wanted)
        start.locked.forEach((locked, other) => {
          if (locked) expect(next[other]).toBe(start.weights[other])
        })
      }),
      runs,
    )
  })

  it('R9 stops at what the locked slices leave over', () => {
    fc.assert(
      fc.property(drag, ({ start, index, wanted }) => {
        expect(moveWeight(start, index, wanted)[index]).toBeLessThanOrEqual(maxWeight(start, index))
      }),
    )
  })
})

describe('known splits', () => {
  const open = (weights: number[]): WeightBase => ({
    weights,
    locked: weights.map(() => false),
    total: totalOf(weights),
  })

  it.each([
    ['R6 50/30/20, first to 100', [50, 30, 20], 0, 100, [100, 0, 0]],
    ['R5 50/30/20, first to 75', [50, 30, 20], 0, 75, [75, 15, 10]],
    ['R2 9:1 keeps its total of 10', [9, 1], 0, 5, [5, 5]],
    ['R2 995:5 keeps its total of 1000', [995, 5], 1, 10, [990, 10]],
    ['R5 others at 0 share evenly', [100, 0, 0], 0, 50, [50, 25, 25]],
    ['R4 ties go to the earlier place', [98, 1, 1], 0, 97, [97, 2, 1]],
    ['R1 out of range is clamped', [50, 50], 1, 140, [0, 100]],
  ] as const)('%s', (...[, weights, index, wanted, expected]) => {
    expect(moveWeight(open([...weights]), index, wanted)).toEqual(expected)
  })

  it('R6 dragging to 100, letting go and dragging back gives the start', () => {
    let draft = draftOf([50, 30, 20])
    for (const weight of [60, 80, 100, 100, 70, 50]) draft = reduceDraft(draft, { type: 'move', index: 0, weight })
    expect(draft.weights).toEqual([50, 30, 20])
  })

  it('R6 touching another slice begins a new drag from what is there', () => {
    let draft = reduceDraft(draftOf([50, 30, 20]), { type: 'move', index: 0, weight: 100 })
    draft = reduceDraft(draft, { type: 'move', index: 1, weight: 10 })
    expect(draft.weights).toEqual([90, 10, 0])
  })

  it('R9 with every other slice locked the weight is fixed', () => {
    const start = { weights: [70, 30], locked: [false, true], total: 100 }
    expect(moveWeight(start, 0, 10)).toEqual([70, 30])
  })

  it('R7 splits evenly around locks', () => {
    expect(evenSplit(3, 100)).toEqual([34, 33, 33])
    expect(evenSplitUnlocked({ weights: [50, 30, 20], locked: [false, false, true], total: 100 })).toEqual([40, 40, 20])
  })

  it('R8 a finer grain keeps the shares, and R3 a single destination is everything', () => {
    expect(rescale([9, 1], 1000)).toEqual([900, 100])
    expect(rescale([1, 1, 1], 100)).toEqual([34, 33, 33])
    expect(effectiveWeights([7])).toEqual([100])
    expect(totalOf([7])).toBe(100)
    expect(totalOf([0, 0])).toBe(100)
  })

  it('R4 apportions exactly for any amount', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.array(fc.nat(1000), { minLength: 1, maxLength: 16 }), (amount, ratios) => {
        expect(sum(apportion(amount, ratios))).toBe(amount)
      }),
    )
  })
})
