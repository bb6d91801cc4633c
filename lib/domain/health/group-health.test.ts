import { describe, expect, test } from 'vitest'
import { groupHealth } from './group-health.ts'
import type { HealthStatus } from './model.ts'

const workload = (name: string, status: HealthStatus, reason = 'why') => ({
  name,
  health: { status, reasons: [reason] },
})

describe('H8: the health of a namespace speaks of its workloads, not of one', () => {
  test.each([
    ['nothing there', [], 'idle', ['Nothing runs here.']],
    [
      'healthy and idle ones',
      [workload('a', 'healthy', '1 of 1 pods are ready.'), workload('b', 'healthy'), workload('c', 'idle')],
      'healthy',
      ['2 of 3 workloads are healthy.'],
    ],
    ['one of unknown health', [workload('a', 'unknown')], 'unknown', ['1 of 1 workloads is of unknown health.']],
    [
      'a failing one beside a degraded one',
      [workload('a', 'degraded', 'Slow.'), workload('b', 'failing', '20 % fail.')],
      'failing',
      ['1 of 2 workloads is failing.', 'b: 20 % fail.'],
    ],
    [
      'more than are named',
      ['a', 'b', 'c', 'd', 'e'].map((name) => workload(name, 'degraded', 'R.')),
      'degraded',
      ['5 of 5 workloads are degraded.', 'a: R.', 'b: R.', 'c: R.', 'And 2 more.'],
    ],
  ] as const)('%s', (...row) => {
    const [, workloads, status, reasons] = row
    expect(groupHealth(workloads)).toEqual({ status, reasons })
  })
})
