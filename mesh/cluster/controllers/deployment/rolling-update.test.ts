import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { rollingUpdateStep, type Share } from './rolling-update.ts'
import type { RolloutLimits } from './rollout-limits.ts'

const limits = (desired: number, maxSurge: number, maxUnavailable: number): RolloutLimits => ({
  desired,
  maxSurge,
  maxUnavailable,
})
const share = (name: string, replicas: number, available: number): Share => ({ name, replicas, available })

describe('a step of a rolling update', () => {
  test.each([
    {
      does: 'surges first',
      current: share('new', 0, 0),
      old: [share('old', 3, 3)],
      expected: [{ name: 'new', replicas: 1 }],
    },
    {
      does: 'waits for what is not yet available',
      current: share('new', 1, 0),
      old: [share('old', 3, 3)],
      expected: [],
    },
    {
      does: 'takes an old pod for an available new one',
      current: share('new', 1, 1),
      old: [share('old', 3, 3)],
      expected: [{ name: 'old', replicas: 2 }],
    },
    {
      does: 'takes what does not serve first',
      current: share('new', 1, 0),
      old: [share('broken', 2, 0), share('old', 3, 3)],
      expected: [{ name: 'broken', replicas: 0 }],
    },
    { does: 'takes what is too much', current: share('new', 5, 5), old: [], expected: [{ name: 'new', replicas: 3 }] },
    { does: 'has nothing to do at the end', current: share('new', 3, 3), old: [share('old', 0, 0)], expected: [] },
  ])('$does', ({ current, old, expected }) => {
    expect(rollingUpdateStep(current, old, limits(3, 1, 0))).toEqual(expected)
  })
})

/** A cluster in which new pods become available at random between steps. */
const scenario = fc.record({
  desired: fc.integer({ min: 1, max: 12 }),
  surge: fc.integer({ min: 0, max: 5 }),
  unavailable: fc.integer({ min: 0, max: 5 }),
  luck: fc.array(fc.nat({ max: 3 }), { minLength: 60, maxLength: 60 }),
})

describe('a whole rollout', () => {
  test('never has more than desired + maxSurge pods nor makes fewer than desired - maxUnavailable available, and ends', () => {
    fc.assert(
      fc.property(scenario, ({ desired, surge, unavailable, luck }) => {
        const maxUnavailable = surge === 0 && unavailable === 0 ? 1 : Math.min(unavailable, desired)
        const rule = limits(desired, surge, maxUnavailable)
        let shares = [share('new', 0, 0), share('old', desired, desired)]
        for (const arrivals of [...luck, ...Array<number>(80).fill(3)]) {
          const [current, ...old] = shares
          if (current === undefined) return
          const steps = new Map(rollingUpdateStep(current, old, rule).map(({ name, replicas }) => [name, replicas]))
          shares = shares.map(({ name, replicas, available }) => {
            const wanted = steps.get(name) ?? replicas
            // The ReplicaSet controller takes pods that don't serve first.
            const left = Math.min(available, wanted)
            return share(name, wanted, name === 'new' ? Math.min(wanted, left + arrivals) : left)
          })
          const pods = shares.reduce((sum, { replicas }) => sum + replicas, 0)
          const available = shares.reduce((sum, entry) => sum + entry.available, 0)
          expect(pods).toBeLessThanOrEqual(desired + surge)
          expect(available).toBeGreaterThanOrEqual(desired - maxUnavailable)
        }
        expect(shares.map(({ replicas }) => replicas)).toEqual([desired, 0])
      }),
    )
  })

  test('a status that lags behind a scale-down does not lead to a second one', () => {
    // Ten old pods were scaled to eight a moment ago; the status still counts ten.
    const steps = rollingUpdateStep(share('new', 5, 3), [share('old', 8, 10)], limits(10, 3, 2))
    expect(steps).toEqual([{ name: 'old', replicas: 5 }])
  })
})
