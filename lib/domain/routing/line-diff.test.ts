import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diffLines, withContext } from './line-diff.ts'

const text = fc.array(fc.constantFrom('a', 'b', 'c', 'weight: 1', 'weight: 2'), { maxLength: 30 })

describe('R25 a diff of lines', () => {
  it('holds both texts completely and in order', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = diffLines(before, after)
        expect(lines.filter(({ kind }) => kind !== 'added').map((line) => line.text)).toEqual(before)
        expect(lines.filter(({ kind }) => kind !== 'removed').map((line) => line.text)).toEqual(after)
      }),
    )
  })

  it('numbers each line in its own text', () => {
    expect(diffLines(['a', 'b', 'c'], ['a', 'x', 'c'])).toEqual([
      { kind: 'same', text: 'a', before: 1, after: 1 },
      { kind: 'removed', text: 'b', before: 2, after: null },
      { kind: 'added', text: 'x', before: null, after: 2 },
      { kind: 'same', text: 'c', before: 3, after: 3 },
    ])
  })

  it('is empty of changes for equal texts', () => {
    fc.assert(
      fc.property(text, (lines) => {
        expect(diffLines(lines, lines).every(({ kind }) => kind === 'same')).toBe(true)
      }),
    )
  })

  it('keeps what is near a change and marks each gap once', () => {
    const before = Array.from({ length: 9 }, (_, place) => `line ${place}`)
    const after = before.with(4, 'changed')
    const kept = withContext(diffLines(before, after), 1).map((line) => line?.text ?? null)
    expect(kept).toEqual([null, 'line 3', 'line 4', 'changed', 'line 5', null])
  })
})
