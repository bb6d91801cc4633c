import { expect, it } from 'vitest'
import { changeWords, usualWords } from './context-words.ts'

it.each([
  [{ values: [104, 104], before: [100, 100] }, '+4 % on yesterday'],
  [{ values: [50], before: [100, null] }, '−50 % on yesterday'],
  [{ values: [100], before: [100.5] }, 'as yesterday'],
  [{ values: [100], before: null }, null],
  [{ values: [100], before: [0] }, null],
  [{ values: [null], before: [1] }, null],
  [null, null],
])('%j is %s', (course, words) => expect(changeWords(course)).toBe(words))

it('calls yesterday by its name and says nothing where there was none', () => {
  expect(usualWords({ values: [], before: [70, 88] })).toBe('yesterday 79 ms')
  expect(usualWords({ values: [1], before: null })).toBeNull()
})
