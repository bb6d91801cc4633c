import { describe, expect, it } from 'vitest'
import { readTrafficSettings } from './settings.ts'

describe('readTrafficSettings', () => {
  it('defaults to 25 requests per second, above the 20 that are promised', () => {
    expect(readTrafficSettings({ HEDDLE_DIR: '/d' }).requestsPerSecond).toBe(25)
  })

  it.each(['0', '-1', 'abc', '5001'])('refuses a rate of %s by its variable', (rate) => {
    expect(() => readTrafficSettings({ HEDDLE_DIR: '/d', HEDDLE_TRAFFIC_RPS: rate })).toThrow(
      `HEDDLE_TRAFFIC_RPS is "${rate}": requests per second`,
    )
  })
})
