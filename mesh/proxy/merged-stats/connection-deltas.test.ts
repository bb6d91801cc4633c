import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ConnectionReport } from './access-log-messages.ts'
import { ConnectionDeltas, defaultLimits } from './connection-deltas.ts'

// Guarantee: however reports of many connections interleave, the increments add up to what the connections moved, and
// nothing is counted twice.

const report = (overrides: Partial<ConnectionReport>): ConnectionReport => ({
  kind: 'connection',
  connection: 'a',
  event: 'periodic',
  ageMs: 0,
  receivedBytes: 0,
  sentBytes: 0,
  tags: {},
  ...overrides,
})

/** One connection's life: what it moved between its reports, from connected to ended. */
const lives = fc.array(fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 12 })

function reportsOf(steps: readonly number[], connection: string): ConnectionReport[] {
  let total = 0
  const reports = steps.map((step, index): ConnectionReport => {
    total += step
    const event = index === steps.length - 1 ? 'ended' : 'periodic'
    return report({ connection, event, receivedBytes: total, sentBytes: 2 * total, ageMs: index * 5_000 })
  })
  return [report({ connection, event: 'connected' }), ...reports]
}

function interleave(queues: readonly ConnectionReport[][], order: readonly number[]): ConnectionReport[] {
  const rest = queues.map((queue) => [...queue])
  const drawn = order.flatMap((pick) => rest[pick % rest.length]?.splice(0, 1) ?? [])
  return [...drawn, ...rest.flat()]
}

describe('connection deltas', () => {
  test('the increments add up, whatever the order between connections', () => {
    fc.assert(
      fc.property(lives, fc.array(fc.nat(), { maxLength: 60 }), (all, order) => {
        const deltas = new ConnectionDeltas()
        const queues = all.map((steps, index) => reportsOf(steps, String(index)))
        const increments = interleave(queues, order).map((one) => deltas.apply(one, 0))
        const sum = (pick: (one: (typeof increments)[number]) => number) =>
          increments.reduce((n, one) => n + pick(one), 0)
        const moved = all.flat().reduce((a, b) => a + b, 0)
        expect(sum((one) => one.receivedBytes)).toBe(moved)
        expect(sum((one) => one.sentBytes)).toBe(2 * moved)
        expect([sum((one) => one.opened), sum((one) => one.closed), deltas.size]).toEqual([all.length, all.length, 0])
      }),
    )
  })
  test('an old connection met for the first time gives a baseline, then only what is new', () => {
    const deltas = new ConnectionDeltas()
    expect(deltas.apply(report({ ageMs: 60_000, sentBytes: 900 }), 0)).toMatchObject({ sentBytes: 0, opened: 0 })
    expect(deltas.apply(report({ ageMs: 65_000, sentBytes: 1_000 }), 5_000)).toMatchObject({ sentBytes: 100 })
  })
  test('a short connection whose beginning was lost is counted whole', () => {
    const increment = new ConnectionDeltas().apply(report({ event: 'ended', ageMs: 40, receivedBytes: 7 }), 0)
    expect(increment).toEqual({ opened: 0, closed: 1, receivedBytes: 7, sentBytes: 0 })
  })
  test('a repeated or shrunken total adds nothing', () => {
    const deltas = new ConnectionDeltas()
    deltas.apply(report({ event: 'connected' }), 0)
    deltas.apply(report({ sentBytes: 50 }), 0)
    expect(deltas.apply(report({ sentBytes: 50 }), 0).sentBytes).toBe(0)
    expect(deltas.apply(report({ sentBytes: 20 }), 0).sentBytes).toBe(0)
  })
  test('memory is bounded: further connections are not followed and their old bytes never counted', () => {
    const deltas = new ConnectionDeltas({ ...defaultLimits, maxConnections: 2 })
    for (const connection of ['a', 'b', 'c', 'd']) deltas.apply(report({ connection, event: 'connected' }), 0)
    expect(deltas.size).toBe(2)
    expect(deltas.apply(report({ connection: 'c', sentBytes: 9 }), 0).sentBytes).toBe(0)
    deltas.apply(report({ connection: 'a', event: 'ended' }), 0)
    expect(deltas.apply(report({ connection: 'c', ageMs: 20_000, sentBytes: 10 }), 0).sentBytes).toBe(0)
    expect(deltas.apply(report({ connection: 'c', ageMs: 25_000, sentBytes: 16 }), 0).sentBytes).toBe(6)
  })
  test('a connection whose proxy died is forgotten', () => {
    const deltas = new ConnectionDeltas()
    deltas.apply(report({ event: 'connected' }), 0)
    deltas.forgetSilent(defaultLimits.forgetAfterMs)
    expect(deltas.size).toBe(1)
    deltas.forgetSilent(defaultLimits.forgetAfterMs + 1)
    expect(deltas.size).toBe(0)
  })
})
