import { expect, test } from 'vitest'
import type { Probe } from '../../objects/container.ts'
import { afterResult, noHistory, verdictOf } from './probe-verdict.ts'

const verdicts = (results: string, probe: Probe) => {
  let history = noHistory
  return results.split('').map((result) => {
    history = afterResult(history, result === '+')
    return verdictOf(history, probe)[0]
  })
}

// p passed, f failed, u undecided; defaults are Kubernetes': three failures, one success.
test.each([
  ['+', {}, 'p'],
  ['---', {}, 'uuf'],
  ['--+--', {}, 'uupuu'],
  ['+---+', {}, 'puufp'],
  ['-', { failureThreshold: 1 }, 'f'],
  ['++', { successThreshold: 2 }, 'up'],
])('results %s with %j', (results, probe, expected) => {
  expect(verdicts(results, probe).join('')).toBe(expected)
})
