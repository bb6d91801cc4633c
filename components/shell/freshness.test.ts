import { expect, test } from 'vitest'
import { freshness } from './freshness.ts'

test.each([
  [{ ageMs: 4_000, stale: false, isCapsule: false }, 'Live, data 4 s old'],
  [{ ageMs: 90_000, stale: true, isCapsule: false }, 'Stale, data 90 s old'],
  [{ ageMs: 0, stale: false, isCapsule: true }, 'Frozen in this capsule'],
])('numbers never seem fresher than they are: %o', (numbers, words) => {
  expect(freshness(numbers)).toBe(words)
})
