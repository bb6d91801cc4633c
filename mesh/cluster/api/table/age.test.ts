import { expect, test } from 'vitest'
import { ageOf, humanDuration } from './age.ts'

test.each([
  [0, '0s'],
  [119, '119s'],
  [120, '2m'],
  [121, '2m1s'],
  [599, '9m59s'],
  [600, '10m'],
  [10_799, '179m'],
  [10_800, '3h'],
  [11_000, '3h3m'],
  [28_800, '8h'],
  [172_799, '47h'],
  [172_800, '2d'],
  [180_000, '2d2h'],
  [691_200, '8d'],
  [63_072_000, '2y'],
  [64_000_000, '2y10d'],
  [252_288_000, '8y'],
  [-5, '0s'],
])('%d seconds are %s, as kubectl writes them', (seconds, text) => {
  expect(humanDuration(seconds)).toBe(text)
})

test('a missing or malformed time is <unknown>', () => {
  const now = new Date('2026-01-01T00:01:00Z')
  expect([ageOf('2026-01-01T00:00:00Z', now), ageOf(undefined, now), ageOf('soon', now)]).toEqual([
    '60s',
    '<unknown>',
    '<unknown>',
  ])
})
