import { describe, expect, it } from 'vitest'
import type { ChangeRow } from '../../lib/contract/changes.ts'
import { aChange, objectNamed } from '../../test/support/changes.ts'
import { explainedBy, onsetOf } from './onset.ts'

const times = [10, 20, 30, 40, 50, 60, 70, 80, 90]

describe('P8: when a problem began', () => {
  it.each([
    ['at the rise', [0, 0, 0, 0, 0.07, 0.07, 0.08, 0.07, 0.07], 50],
    ['at the last rise', [0, 0.5, 0, 0, 0, 0, 0.1, 0.1, 0.1], 70],
    ['before a short pause in it', [0, 0, 0, 0.1, 0.1, null, 0, 0.1, 0.1], 40],
    ['at the rise out of what always fails a little', [0.001, 0.001, 0.001, 0.001, 0.2, 0.2, 0.2, 0.2, 0.2], 50],
  ])('is %s', (_what, shares, at) => expect(onsetOf(times, shares)).toBe(at * 1_000))

  it.each([
    ['nothing fails at the end', [0.1, 0.1, 0.1, 0.1, 0, 0, 0, 0, 0]],
    ['it failed all along', [0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1]],
    ['nothing was reported', times.map(() => null)],
  ])('is not known when %s', (_what, shares) => expect(onsetOf(times, shares)).toBeNull())
})

describe('P8: the change that explains it', () => {
  const change = (name: string, atMs: number, outcome: ChangeRow['outcome'] = 'applied') =>
    aChange({
      id: name,
      at: new Date(atMs).toISOString(),
      source: 'kubectl',
      object: { ...objectNamed(name), kind: 'DestinationRule' },
      form: 'observed',
      outcome,
    })
  const began = { atMs: 1_000_000, stepMs: 15_000, names: ['payment'] }
  it.each([
    ['the last one before it', [change('a', 950_000), change('b', 990_000)], ['b', 10_000]],
    ['one of the failing thing', [change('payment', 950_000), change('b', 990_000)], ['payment', 50_000]],
    ['one that a coarse series shows a step late', [change('b', 1_010_000)], ['b', 0]],
  ] as const)('is %s', (_what, changes, expected) => {
    const found = explainedBy(changes, began)
    expect([found?.change.object.name, found?.lagMs]).toEqual(expected)
  })
  it.each([
    ['came long before', change('a', 600_000)],
    ['came after', change('a', 1_100_000)],
    ['was refused', change('a', 990_000, 'failed')],
  ])('is none that %s', (_what, one) => expect(explainedBy([one], began)).toBeNull())
})
