import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blameLines } from './blame.ts'

describe('R37 who last touched a line', () => {
  it('is the latest change that wrote it; what is older, or came without an entry, belongs to nobody', () => {
    const changes = [
      { id: '1', before: ['a', 'b'], after: ['a', 'B'] },
      { id: '2', before: ['a', 'B', 'x'], after: ['a', 'B', 'x', 'c'] },
    ]
    expect(blameLines(changes, ['a', 'B', 'x', 'c', 'late'])).toEqual([
      { text: 'a', change: null },
      { text: 'B', change: '1' },
      { text: 'x', change: null },
      { text: 'c', change: '2' },
      { text: 'late', change: null },
    ])
  })

  it('is the change that created the object, and nobody without entries', () => {
    expect(blameLines([{ id: '7', before: [], after: ['a'] }], ['a'])).toEqual([{ text: 'a', change: '7' }])
    expect(blameLines([], ['a'])).toEqual([{ text: 'a', change: null }])
  })

  it('always gives the live lines, whatever happened', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 6 })
    const entry = fc.record({ id: fc.constantFrom('1', '2', '3'), before: text, after: text })
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 5 }), text, (changes, live) => {
        expect(blameLines(changes, live).map((line) => line.text)).toEqual(live)
      }),
    )
  })
})
