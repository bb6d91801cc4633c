import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AckLog } from './ack-log.ts'

// Guarantee: the time at which a generation was first in force, whatever came later.

test('a later generation stands for an earlier one that was skipped', () => {
  const log = new AckLog()
  log.mark(3, 30)
  log.mark(7, 70)
  log.mark(5, 99)
  expect([log.reachedAt(1), log.reachedAt(3), log.reachedAt(4), log.reachedAt(8)]).toEqual([30, 30, 70, undefined])
})

test('reached times never go down with the generation', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(50), { maxLength: 100 }), (generations) => {
      const log = new AckLog()
      generations.forEach((generation, at) => log.mark(generation, at))
      const times = Array.from({ length: 51 }, (_, generation) => log.reachedAt(generation) ?? Infinity)
      expect(times).toEqual(times.toSorted((a, b) => a - b))
    }),
  )
})

test('memory is bounded', () => {
  const log = new AckLog()
  for (let generation = 1; generation < 10_000; generation += 1) log.mark(generation, generation)
  expect(log.reachedAt(1)).toBeGreaterThan(9_000)
})
