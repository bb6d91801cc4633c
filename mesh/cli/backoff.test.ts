import { describe, expect, test } from 'vitest'
import { restartDelayMs } from './backoff.ts'

describe('a process that ended', () => {
  test.each([
    ['the first time', 0, 0, 250],
    ['at once, again and again', 3, 10, 1_990],
    ['at once, for ever', 50, 0, 3_000],
    ['after it served a while', 50, 2_900, 250],
    ['after long', 50, 60_000, 250],
  ])('%s starts again after a bounded wait', (...[, restarts, uptimeMs, expected]) => {
    expect(restartDelayMs(restarts, uptimeMs)).toBe(expected)
  })
})
