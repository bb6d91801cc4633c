import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AddressPool } from './address-pool.ts'

test('no two living pods ever share a number', () => {
  const steps = fc.array(fc.oneof(fc.constant('add' as const), fc.nat({ max: 20 })), { maxLength: 400 })
  fc.assert(
    fc.property(steps, (moves) => {
      const pool = new AddressPool()
      const living = new Map<string, number>()
      for (const [at, move] of moves.entries()) {
        const uid = move === 'add' ? `pod-${at}` : [...living.keys()][move]
        if (uid === undefined || (move === 'add' && living.size === 250)) continue
        if (move === 'add') living.set(uid, pool.allocate(uid) ?? 0)
        else if (living.delete(uid)) pool.release(uid)
      }
      expect(new Set(living.values()).size).toBe(living.size)
    }),
  )
})

test('a number is not used again right after its pod ended', () => {
  const pool = new AddressPool()
  const first = pool.allocate('a')
  pool.release('a')
  expect(pool.allocate('b')).not.toBe(first)
})

test('a recorded number is kept for its pod and refused to others', () => {
  const pool = new AddressPool()
  expect(pool.reserve(7, 'a')).toBe(true)
  expect(pool.reserve(7, 'a')).toBe(true)
  expect(pool.reserve(7, 'b')).toBe(false)
})

test('the 251st pod gets none', () => {
  const pool = new AddressPool()
  const numbers = Array.from({ length: 250 }, (_, index) => pool.allocate(String(index)) ?? 0)
  expect([Math.min(...numbers), Math.max(...numbers)]).toEqual([1, 250])
  expect(pool.allocate('more')).toBeUndefined()
  pool.release('9')
  expect(pool.allocate('more')).toBe(numbers[9])
})
