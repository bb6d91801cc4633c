import fc from 'fast-check'
import { expect, test } from 'vitest'
import { coversHost, mostSpecific } from './hosts.ts'

// Guarantee: wildcards cover what is under them, and the narrowest of several is chosen whatever their order.

test.each([
  ['*', 'a.b', true],
  ['*.b', 'a.b', true],
  ['*.b', 'b', false],
  ['*.b', '*.a.b', true],
  ['a.b', 'a.b', true],
  ['a.b', '*.b', false],
])('%s covers %s: %s', (pattern, host, expected) => expect(coversHost(pattern, host)).toBe(expected))

test('the choice does not depend on the order', () => {
  const patterns = ['*', '*.b.c', '*.c', 'a.b.c']
  fc.assert(
    fc.property(fc.shuffledSubarray(patterns, { minLength: 1 }), (some) => {
      const sorted = some.toSorted((a, b) => rank(b) - rank(a))
      expect(mostSpecific(some, (pattern) => pattern, 'a.b.c')).toBe(sorted[0])
    }),
  )
})
function rank(pattern: string): number {
  return pattern.startsWith('*') ? pattern.length : 100
}
