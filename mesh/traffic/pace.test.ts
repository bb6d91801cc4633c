import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dueRequests, maxLatenessMs } from './pace.ts'

const schedule = { startMs: 1_000, intervalMs: 40 }

describe('dueRequests', () => {
  it('sends request 0 at the start and nothing twice', () => {
    expect(dueRequests(schedule, 0, 1_000)).toEqual({ times: [1_000], next: 1, dropped: 0 })
    expect(dueRequests(schedule, 1, 1_010)).toEqual({ times: [], next: 1, dropped: 0 })
  })

  it('catches up after a short delay, with the times at which requests were due', () => {
    expect(dueRequests(schedule, 1, 1_125)).toEqual({ times: [1_040, 1_080, 1_120], next: 4, dropped: 0 })
  })

  it('drops what a suspended machine missed instead of sending it in one burst', () => {
    const due = dueRequests(schedule, 0, 1_000 + 60_000)
    expect(due.times.length).toBe(maxLatenessMs / 40 + 1)
    expect(due.dropped + due.times.length).toBe(due.next)
  })

  it('keeps the rate exact however late each wake-up is', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 500, noNaN: true }), { minLength: 1, maxLength: 50 }), (delays) => {
        let now = schedule.startMs
        let next = 0
        let sent = 0
        for (const delay of delays) {
          now += delay
          const due = dueRequests(schedule, next, now)
          sent += due.times.length
          next = due.next
          expect(due.dropped).toBe(0)
        }
        expect(sent).toBe(Math.floor((now - schedule.startMs) / schedule.intervalMs) + 1)
      }),
    )
  })
})
