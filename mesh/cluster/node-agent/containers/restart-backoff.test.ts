import { describe, expect, test } from 'vitest'
import { freshBackoff, kubeletBackoff, nextRestart } from './restart-backoff.ts'
import { restarts } from './restart-decision.ts'

describe('back-off between restarts', () => {
  test('the first restart is immediate, then 10 s doubles to five minutes', () => {
    const delays: number[] = []
    let state = freshBackoff
    for (let crash = 0; crash < 8; crash++) {
      const next = nextRestart(state, 1_000, kubeletBackoff)
      delays.push(next.delayMs / 1000)
      state = next.state
    }
    expect(delays).toEqual([0, 10, 20, 40, 80, 160, 300, 300])
  })

  test('ten good minutes forget the crashes before', () => {
    expect(nextRestart({ failures: 6 }, 600_000, kubeletBackoff)).toEqual({ delayMs: 0, state: { failures: 1 } })
    expect(nextRestart({ failures: 6 }, 599_999, kubeletBackoff).delayMs).toBe(300_000)
  })
})

test.each([
  ['Always', 0, true],
  ['Always', 1, true],
  ['OnFailure', 0, false],
  ['OnFailure', 1, true],
  ['Never', 0, false],
  ['Never', 1, false],
] as const)('restart policy %s after exit code %i: %s', (policy, code, expected) => {
  expect(restarts(policy, code)).toBe(expected)
})
