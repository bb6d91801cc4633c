import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextSlice } from './use-growth.ts'
import { createStableOrder } from './use-stable-order.ts'

const counts = fc.record({ elements: fc.nat(900), cards: fc.nat(300), pills: fc.nat(200) })

describe('a large picture (L7)', () => {
  it('comes whole after a bounded number of frames, the canvas before the cards over it', () => {
    fc.assert(
      fc.property(counts, (total) => {
        let shown = { elements: 0, cards: 0, pills: 0 }
        let frames = 0
        for (let next = nextSlice(shown, total); next !== null; next = nextSlice(shown, total)) {
          frames += 1
          if (next.cards > 0) expect(shown.elements).toBe(total.elements)
          if (next.pills > 0) expect(next.cards).toBe(total.cards)
          expect(next.cards - shown.cards).toBeLessThanOrEqual(36)
          shown = next
        }
        expect(shown).toEqual(total)
        expect(frames).toBeLessThanOrEqual(30)
      }),
    )
  })

  it('never takes back what is there when there is less to show', () => {
    expect(nextSlice({ elements: 9, cards: 9, pills: 9 }, { elements: 1, cards: 1, pills: 1 })).toBeNull()
  })
})

it('what is drawn keeps its order when something comes between, and what comes is last', () => {
  const order = createStableOrder<string>()
  const own = (id: string) => id
  expect(order(['a', 'c'], own)).toEqual(['a', 'c'])
  expect(order(['a', 'b', 'c', 'd'], own)).toEqual(['a', 'c', 'b', 'd'])
  expect(order(['b', 'c', 'd'], own)).toEqual(['c', 'b', 'd'])
  expect(order(['a', 'b', 'c', 'd'], own)).toEqual(['c', 'b', 'd', 'a'])
})
