import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Debouncer, dueAt } from './debounce.ts'

// Guarantee: a change is acted on 0.1 s after things went quiet, and never later than 1 s after it came.

test('due between the last change and one second after the first', () => {
  fc.assert(
    fc.property(fc.nat(1e6), fc.nat(1e4), (first, more) => {
      const due = dueAt(first, first + more)
      expect(due).toBeLessThanOrEqual(first + 1_000)
      expect(due === first + more + 100 || due === first + 1_000).toBe(true)
    }),
  )
})

beforeEach(() => vi.useFakeTimers({ now: 0 }))
afterEach(() => vi.useRealTimers())

test('a run of changes is acted on once, with the time of the first', () => {
  const acted: number[] = []
  const debouncer = new Debouncer((at) => acted.push(at))
  for (const at of [0, 50, 100]) {
    vi.setSystemTime(at)
    debouncer.changed(at)
    vi.advanceTimersByTime(50)
  }
  vi.advanceTimersByTime(500)
  expect(acted).toEqual([0])
})

test('changes without end are acted on every second', () => {
  const acted: number[] = []
  const debouncer = new Debouncer((at) => acted.push(at))
  for (let at = 0; at < 3_000; at += 50) {
    debouncer.changed(Date.now())
    vi.advanceTimersByTime(50)
  }
  expect(acted.length).toBeGreaterThanOrEqual(2)
  debouncer.stop()
})
