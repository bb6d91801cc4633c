import { afterEach, describe, expect, it, vi } from 'vitest'
import { clockTime, dateTime } from './time.ts'
import { zoneName, zoneOffsetMinutes } from './zone.ts'

const moment = Date.parse('2026-07-01T22:30:05Z')
afterEach(() => vi.restoreAllMocks())

/** getTimezoneOffset counts west of UTC. */
function inZone(minutesAhead: number): void {
  vi.spyOn(Date.prototype, 'getTimezoneOffset').mockReturnValue(-minutesAhead)
}

describe('the zone of written times', () => {
  it('is UTC unless it was chosen, also where there is no storage', () => {
    inZone(120)
    expect(clockTime(moment)).toBe('22:30:05')
    expect(zoneOffsetMinutes(moment, 'utc')).toBe(0)
  })

  it.each([
    [120, 'UTC+2', '2026-07-02 00:30:05'],
    [330, 'UTC+5:30', '2026-07-02 04:00:05'],
    [-210, 'UTC-3:30', '2026-07-01 19:00:05'],
    [0, 'UTC', '2026-07-01 22:30:05'],
  ])('%i min ahead is %s', (minutes, name, text) => {
    inZone(minutes)
    expect(zoneName(moment, 'local')).toBe(name)
    expect(dateTime(moment, 'local')).toBe(text)
  })
})
