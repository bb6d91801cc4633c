import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Report } from './access-log-messages.ts'
import { StreamDeltas, defaultLimits } from './stream-deltas.ts'

// Guarantee: however reports of many connections interleave, the increments add up to what the connections moved, and
// nothing is counted twice.

const report = (overrides: Partial<Report>): Report => ({
  kind: 'tcp',
  stream: 'a',
  event: 'periodic',
  ageMs: 0,
  received: 0,
  sent: 0,
  tags: {},
  ...overrides,
})

/** One connection's life: what it moved between its reports, from beginning to end. */
const lives = fc.array(fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 12 })

function reportsOf(steps: readonly number[], stream: string): Report[] {
  let total = 0
  const reports = steps.map((step, index): Report => {
    total += step
    const event = index === steps.length - 1 ? 'ended' : 'periodic'
    return report({ stream, event, received: total, sent: 2 * total, ageMs: index * 5_000 })
  })
  return [report({ stream, event: 'began' }), ...reports]
}

function interleave(queues: readonly Report[][], order: readonly number[]): Report[] {
  const rest = queues.map((queue) => [...queue])
  const drawn = order.flatMap((pick) => rest[pick % rest.length]?.splice(0, 1) ?? [])
  return [...drawn, ...rest.flat()]
}

describe('stream deltas', () => {
  test('the increments add up, whatever the order between connections', () => {
    fc.assert(
      fc.property(lives, fc.array(fc.nat(), { maxLength: 60 }), (all, order) => {
        const deltas = new StreamDeltas()
        const queues = all.map((steps, index) => reportsOf(steps, String(index)))
        const increments = interleave(queues, order).map((one) => deltas.apply(one, 0))
        const sum = (pick: (one: (typeof increments)[number]) => number) =>
          increments.reduce((n, one) => n + pick(one), 0)
        const moved = all.flat().reduce((a, b) => a + b, 0)
        expect(sum((one) => one.received)).toBe(moved)
        expect(sum((one) => one.sent)).toBe(2 * moved)
        expect([sum((one) => one.began), sum((one) => one.ended), deltas.size]).toEqual([all.length, all.length, 0])
      }),
    )
  })
  test('an old connection met for the first time gives a baseline, then only what is new', () => {
    const deltas = new StreamDeltas()
    expect(deltas.apply(report({ ageMs: 60_000, sent: 900 }), 0)).toMatchObject({ sent: 0, began: 0 })
    expect(deltas.apply(report({ ageMs: 65_000, sent: 1_000 }), 5_000)).toMatchObject({ sent: 100 })
  })
  test('a short connection whose beginning was lost is counted whole', () => {
    const increment = new StreamDeltas().apply(report({ event: 'ended', ageMs: 40, received: 7 }), 0)
    expect(increment).toEqual({ began: 0, ended: 1, received: 7, sent: 0 })
  })
  test('a repeated or shrunken total adds nothing', () => {
    const deltas = new StreamDeltas()
    deltas.apply(report({ event: 'began' }), 0)
    deltas.apply(report({ sent: 50 }), 0)
    expect(deltas.apply(report({ sent: 50 }), 0).sent).toBe(0)
    expect(deltas.apply(report({ sent: 20 }), 0).sent).toBe(0)
  })
  test('memory is bounded: further connections are not followed and their old bytes never counted', () => {
    const deltas = new StreamDeltas({ ...defaultLimits, maxStreams: 2 })
    for (const stream of ['a', 'b', 'c', 'd']) deltas.apply(report({ stream, event: 'began' }), 0)
    expect(deltas.size).toBe(2)
    expect(deltas.apply(report({ stream: 'c', sent: 9 }), 0).sent).toBe(0)
    deltas.apply(report({ stream: 'a', event: 'ended' }), 0)
    expect(deltas.apply(report({ stream: 'c', ageMs: 20_000, sent: 10 }), 0).sent).toBe(0)
    expect(deltas.apply(report({ stream: 'c', ageMs: 25_000, sent: 16 }), 0).sent).toBe(6)
  })
  test('a connection whose proxy died is forgotten', () => {
    const deltas = new StreamDeltas()
    deltas.apply(report({ event: 'began' }), 0)
    deltas.forgetSilent(defaultLimits.forgetAfterMs)
    expect(deltas.size).toBe(1)
    deltas.forgetSilent(defaultLimits.forgetAfterMs + 1)
    expect(deltas.size).toBe(0)
  })
})
