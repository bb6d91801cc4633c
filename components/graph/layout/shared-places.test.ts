import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mostShared, readPlaces, writePlaces } from './shared-places.ts'

const coordinate = fc.integer({ min: -9_000, max: 9_000 })
const places = fc.dictionary(fc.string({ minLength: 1, maxLength: 40 }), fc.record({ x: coordinate, y: coordinate }), {
  minKeys: 1,
  maxKeys: 40,
  noNullPrototype: true,
})

describe('places in a link (L11)', () => {
  it('are read as they were written, whatever the ids', () => {
    fc.assert(
      fc.property(places, (positions) => {
        const ids = Object.keys(positions)
        const link = writePlaces(positions, ids)
        expect(link).not.toBeNull()
        expect(readPlaces(link ?? '', ids)).toEqual({ ...positions })
      }),
    )
  })

  it('say nothing about nodes that the reader does not have', () => {
    const link = writePlaces({ a: { x: 1, y: -2 }, b: { x: 3, y: 4 } }, ['a', 'b'])
    expect(readPlaces(link ?? '', ['b', 'c'])).toEqual({ b: { x: 3, y: 4 } })
  })

  it('never throw and place nothing where they are not understood', () => {
    fc.assert(fc.property(fc.string(), (text) => void readPlaces(`#places=${text}`, ['a'])))
    for (const text of ['', '#', '#other=1.2.3', '#places=1.2', '#places=zzzz.99999999.1', '#places=<script>'])
      expect(readPlaces(text, ['a'])).toEqual({})
  })

  it('are refused above 300 and short below', () => {
    const many = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, i) => [`node-${i}`, { x: i * 9, y: -i }]))
    expect(writePlaces(many(mostShared + 1), Object.keys(many(mostShared + 1)))).toBeNull()
    expect(writePlaces(many(mostShared), Object.keys(many(mostShared)))?.length).toBeLessThan(5_000)
  })
})
