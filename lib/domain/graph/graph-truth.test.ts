import { describe, expect, test } from 'vitest'
import { faultsOfSeed } from '../../../test/support/mesh-truth/check.ts'
import { prometheusRate } from '../../../test/support/mesh-truth/rate.ts'
import { drawWorld } from '../../../test/support/mesh-truth/world.ts'

const seeds = Array.from({ length: 100 }, (_, place) => place + 1)

describe('the graph of a hundred random meshes', () => {
  test('T1 to T9, G2 to G13: is the truth, through restarts, young pods, silent proxies and values that are no numbers', () => {
    expect(seeds.flatMap(faultsOfSeed)).toEqual([])
  })
  test('is asked of meshes that have all of that in them', () => {
    const worlds = seeds.map(drawWorld)
    const calls = worlds.flatMap((world) => world.calls)
    const pods = calls.flatMap(({ source, target }) => [...source.pods, ...target.pods])
    expect(worlds.filter(({ eventful }) => !eventful).length).toBeGreaterThan(20)
    expect(pods.filter(({ startsAt }) => startsAt > 0).length).toBeGreaterThan(100)
    expect(pods.filter(({ restartsAt }) => restartsAt !== null).length).toBeGreaterThan(100)
    for (const protocol of ['http', 'grpc', 'tcp'])
      expect(calls.filter((call) => call.protocol === protocol).length).toBeGreaterThan(100)
    expect(calls.filter(({ target }) => !target.reports).length).toBeGreaterThan(100)
    expect(calls.filter(({ retried }) => retried > 0).length).toBeGreaterThan(50)
  })
})

describe('the simulated Prometheus', () => {
  const window = { from: 0, until: 60 }
  const every5 = (from: number, value: (time: number) => number) =>
    Array.from({ length: 13 }, (_, place) => ({ time: from + place * 5, value: value(from + place * 5) }))
  test('sees a steady counter exactly, through a reset but for what it could not see', () => {
    expect(
      prometheusRate(
        every5(2, (time) => 100 + 3 * time),
        window,
      ),
    ).toBeCloseTo(3, 9)
    expect(
      prometheusRate(
        every5(2, (time) => (time < 30 ? 100 + 3 * time : 3 * (time - 30))),
        window,
      ),
    ).toBeCloseTo(3, 0)
  })
  test('says nothing of a counter that was scraped once', () => {
    expect(prometheusRate([{ time: 58, value: 5 }], window)).toBeNull()
  })
})
