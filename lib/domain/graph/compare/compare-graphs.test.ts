import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SeededRandom } from '../../../../test/support/random.ts'
import { reportedSeries, trueMesh, WINDOW_SECONDS } from '../../../../test/support/simulated-mesh.ts'
import { requestSample } from '../../../../test/support/telemetry.ts'
import type { LatencyHistogramSample, RequestSample } from '../../telemetry/samples.ts'
import { buildGraph } from '../build-graph.ts'
import { compareGraphs, type ComparedGraphs, type Moment } from './compare-graphs.ts'
import { comparedMoments } from './compared-moments.ts'

const bounds = [5, 10, 25, 50, 100, 250, 500, 1_000, Infinity]

/** One edge's window: how many requests, how many of them failed, and how long they took. */
interface Window {
  readonly to: string
  readonly requests: number
  readonly errors?: number
  /** Requests by class of latency; the classes are those of `bounds`. */
  readonly took?: readonly number[]
}

function momentOf(windows: readonly Window[]): Moment {
  const requests: RequestSample[] = []
  const latencyBuckets: LatencyHistogramSample[] = []
  for (const { to, requests: count, errors = 0, took = [] } of windows) {
    const labels = { destinationWorkload: to, perSecond: (count - errors) / 60 }
    requests.push(requestSample(labels), requestSample({ ...labels, code: '500', perSecond: errors / 60 }))
    let below = 0
    const buckets = bounds.map((upper, place): [number, number] => {
      below += (took[place] ?? 0) / 60
      return [upper, below]
    })
    if (took.length > 0) latencyBuckets.push({ ...requestSample(labels), buckets })
  }
  const graph = buildGraph({ type: 'workload', windowSeconds: 60, requests, latencyBuckets, withMtls: false })
  return { graph, bucketsOf: (id) => graph.draft.edges.get(id)?.buckets }
}

const compared = (base: readonly Window[], now: readonly Window[]) => compareGraphs(momentOf(base), momentOf(now), 60)
const kindsOf = ({ edgeDifferences }: ComparedGraphs, to = 'cart') =>
  edgeDifferences.find(({ id }) => id.includes(`workload:${to}~`))?.differences.map(({ kind }) => kind)
const stateOf = ({ edgeDifferences }: ComparedGraphs, to = 'cart') =>
  edgeDifferences.find(({ id }) => id.includes(`workload:${to}~`))?.state

const usual = [0, 20, 300, 200, 60, 15, 5]
const slow = [0, 0, 60, 200, 260, 60, 20]
const longTail = [0, 20, 300, 180, 30, 10, 60]

describe('two moments of one edge', () => {
  test.each<[string, Partial<Window>, Partial<Window>, readonly string[]]>([
    ['nothing differs', {}, {}, []],
    ['errors begin', {}, { errors: 30 }, ['more-errors']],
    ['errors end', { errors: 30 }, {}, ['fewer-errors']],
    ['two errors of 600 are chance', {}, { errors: 2 }, []],
    ['everything takes longer', { took: usual }, { took: slow }, ['slower']],
    ['everything is faster', { took: slow }, { took: usual }, ['faster']],
    ['C3: only the tail is slower', { took: usual }, { took: longTail }, ['slower']],
    ['traffic doubles', {}, { requests: 1_200 }, ['more-traffic']],
    ['C6: a tenth more traffic, however sure, does not matter', { requests: 60_000 }, { requests: 66_000 }, []],
    [
      'C6: 0.2 points more errors, however sure, do not matter',
      { requests: 100_000 },
      { requests: 100_000, errors: 200 },
      [],
    ],
  ])('%s', (...[, base, now, kinds]) => {
    const usualWindow = { to: 'cart', requests: 600 }
    const result = compared([{ ...usualWindow, ...base }], [{ ...usualWindow, ...now }])
    expect(kindsOf(result)).toEqual(kinds)
    expect(stateOf(result)).toBe(kinds.length > 0 ? 'changed' : 'unchanged')
  })
  test('C1: fewer than 30 requests say nothing, and that is not "unchanged"', () => {
    const result = compared([{ to: 'cart', requests: 29 }], [{ to: 'cart', requests: 600, errors: 300 }])
    expect([stateOf(result), kindsOf(result)]).toEqual(['unclear', []])
  })
  test('C4: an edge is added or gone when chance would not hide it; one request more is unclear', () => {
    const both = [{ to: 'cart', requests: 600 }]
    const more = (requests: number) => [...both, { to: 'mail', requests }]
    expect(stateOf(compared(both, more(300)), 'mail')).toBe('added')
    expect(stateOf(compared(more(300), both), 'mail')).toBe('gone')
    expect(stateOf(compared(both, more(1)), 'mail')).toBe('unclear')
    const gone = compared(more(300), both)
    expect(gone.edgeDifferences.find(({ id }) => id.includes('mail'))).toMatchObject({
      now: null,
      base: { requests: 300 },
    })
    expect(gone.nodeDifferences.find(({ id }) => id.endsWith('/mail'))?.state).toBe('gone')
  })
  test('a node is compared by everything that enters it', () => {
    const result = compared([{ to: 'cart', requests: 600 }], [{ to: 'cart', requests: 600, errors: 60 }])
    const cart = result.nodeDifferences.find(({ id }) => id.endsWith('/cart'))
    expect(cart?.differences.map(({ kind }) => kind)).toEqual(['more-errors'])
    expect(cart).toMatchObject({ base: { errorRatio: 0 }, now: { errorRatio: 0.1, requests: 600 } })
  })
  test('C5: what would be a difference alone may be chance among many', () => {
    const many = (errors: number) => [
      { to: 'cart', requests: 600, errors },
      ...Array.from({ length: 300 }, (_, place) => ({ to: `other-${place}`, requests: 600 })),
    ]
    const alone = compared([{ to: 'cart', requests: 600 }], [{ to: 'cart', requests: 600, errors: 8 }])
    expect(kindsOf(alone)).toEqual(['more-errors'])
    expect(kindsOf(compared(many(0), many(8)))).toEqual([])
  })
})

describe('two moments of any mesh', () => {
  test('C7: the same moment twice has no difference, and every thing is listed once', () => {
    fc.assert(
      fc.property(trueMesh, (mesh) => {
        const requests = reportedSeries(mesh)
        const graph = buildGraph({ type: 'workload', windowSeconds: WINDOW_SECONDS, requests, withMtls: false })
        const moment = { graph, bucketsOf: () => undefined }
        const result = compareGraphs(moment, moment, WINDOW_SECONDS)
        expect(result.edges.map(({ id }) => id)).toEqual(result.edgeDifferences.map(({ id }) => id))
        expect(result.nodes.map(({ id }) => id)).toEqual(result.nodeDifferences.map(({ id }) => id))
        for (const { differences, state } of [...result.edgeDifferences, ...result.nodeDifferences])
          expect([differences.length, state === 'unchanged' || state === 'unclear']).toEqual([0, true])
      }),
    )
  })
  test('C5: equal meshes differ by chance in fewer than one of twenty comparisons of whole graphs', () => {
    const random = new SeededRandom(2_026)
    const trials = 200
    let wrong = 0
    for (let trial = 0; trial < trials; trial++) {
      const edges = Array.from({ length: 20 }, (_, place) => {
        return { to: `w-${place}`, mean: random.integer(20, 900), failing: random.pick([0, 0.01, 0.1]) }
      })
      const moment = () =>
        edges.map(({ to, mean, failing }) => {
          const took = [0.05, 0.15, 0.3, 0.3, 0.12, 0.05, 0.03].map((share) => random.poisson(mean * share))
          const requests = took.reduce((sum, count) => sum + count, 0)
          return { to, requests, errors: Math.min(requests, random.poisson(mean * failing)), took }
        })
      const { edgeDifferences, nodeDifferences } = compared(moment(), moment())
      if ([...edgeDifferences, ...nodeDifferences].some(({ state }) => state === 'changed')) wrong += 1
    }
    expect(wrong / trials).toBeLessThan(0.05)
  })
})

describe('C8: which windows are compared', () => {
  const change = { from: 1_000, until: 1_010 }
  test('around a change, the last before it and the first after it', () => {
    expect(comparedMoments({ now: 5_000, windowSeconds: 60, change })).toEqual({
      at: 1_070,
      baseAt: 1_000,
      warnings: [],
    })
  })
  test('soon after a change the later window says that it is not whole', () => {
    const { at, warnings } = comparedMoments({ now: 1_030, windowSeconds: 60, change })
    expect([at, warnings]).toEqual([1_030, [expect.stringContaining('ask again in 40 s')]])
  })
  test('windows that overlap say so', () => {
    expect(comparedMoments({ now: 5_000, windowSeconds: 60, baseAt: 4_970 }).warnings).toHaveLength(1)
    expect(comparedMoments({ now: 5_000, windowSeconds: 60, at: 4_000, baseAt: 3_900 })).toMatchObject({ at: 4_000 })
  })
})
