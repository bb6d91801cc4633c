import { describe, expect, it } from 'vitest'
import type { ChangeRow } from '../../lib/contract/changes.ts'
import { aChange } from '../../test/support/changes.ts'
import { configuredSteps, stepSegments } from './configured-steps.ts'

const change = (at: number, target: number, more: Partial<ChangeRow> = {}): ChangeRow =>
  aChange({
    id: String(at),
    at: new Date(at * 1000).toISOString(),
    rule: 'main',
    appliedAt: new Date(at * 1000).toISOString(),
    verification: {
      state: 'converged',
      unit: 'requests',
      slices: [{ name: 'v1', target, observed: null, low: null, high: null }],
      n: 0,
      cause: null,
      reason: '',
    },
    ...more,
  })
const of = { rule: 'main', place: 0, start: 100, initial: 0.9 }

describe('the configured share over time', () => {
  it('is the initial one until the first entry, then each entry’s target', () => {
    expect(configuredSteps([change(150, 0.5), change(120, 0.7)], of)).toEqual([
      { from: 100, share: 0.9 },
      { from: 120, share: 0.7 },
      { from: 150, share: 0.5 },
    ])
  })

  it('begins with what an earlier entry left, whatever the initial one is said to be', () => {
    expect(configuredSteps([change(50, 0.3)], of)).toEqual([{ from: 100, share: 0.3 }])
  })

  it('begins with the first entry where nothing is known before, and skips what was not applied or is of another rule', () => {
    const others = [change(110, 0.1, { outcome: 'failed' }), change(115, 0.2, { rule: 'other' })]
    expect(configuredSteps([...others, change(120, 0.7)], { ...of, initial: null })).toEqual([
      { from: 120, share: 0.7 },
    ])
  })

  it('is drawn level with an upright at each change', () => {
    expect(stepSegments(configuredSteps([change(120, 0.5)], of), 150)).toEqual([
      [
        { x: 100, y: 90 },
        { x: 120, y: 90 },
      ],
      [
        { x: 120, y: 90 },
        { x: 120, y: 50 },
      ],
      [
        { x: 120, y: 50 },
        { x: 150, y: 50 },
      ],
    ])
  })
})
