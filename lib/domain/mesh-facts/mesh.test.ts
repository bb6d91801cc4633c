import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { KubernetesObject } from '../kubernetes/object.ts'
import { compareCertificates, rootState, workloadCertificateState } from './certificate-state.ts'
import { consoleHealth, type SelfSample } from './console-health.ts'
import { effectiveMtls } from './effective-mtls.ts'
import { meshSettings } from './mesh-settings.ts'
import { propagationOf } from './propagation.ts'

function policy(
  namespace: string,
  mode: string | undefined,
  more: { name?: string; selector?: object; created?: string } = {},
): KubernetesObject {
  const { name = 'default', selector, created = '2026-01-01T00:00:00Z' } = more
  return {
    apiVersion: 'security.istio.io/v1',
    kind: 'PeerAuthentication',
    metadata: { name, namespace, creationTimestamp: created },
    spec: { ...(mode === undefined ? {} : { mtls: { mode } }), ...(selector === undefined ? {} : { selector }) },
  }
}

describe('the mTLS mode in force', () => {
  test.each([
    ['nothing says anything', [], { mode: 'PERMISSIVE', from: 'default' }],
    ['the mesh says STRICT', [policy('istio-system', 'STRICT')], { mode: 'STRICT', from: 'mesh' }],
    [
      'the namespace disagrees',
      [policy('istio-system', 'STRICT'), policy('shop', 'DISABLE')],
      { mode: 'DISABLE', from: 'namespace' },
    ],
    [
      'the namespace is UNSET',
      [policy('istio-system', 'STRICT'), policy('shop', 'UNSET')],
      { mode: 'STRICT', from: 'mesh' },
    ],
    ['another namespace says STRICT', [policy('bank', 'STRICT')], { mode: 'PERMISSIVE', from: 'default' }],
    [
      'two policies: the oldest counts',
      [
        policy('shop', 'STRICT', { name: 'b', created: '2026-02-01T00:00:00Z' }),
        policy('shop', 'DISABLE', { name: 'a' }),
      ],
      { mode: 'DISABLE', policy: { name: 'a' } },
    ],
    [
      'a workload policy is an exception, not the mode',
      [policy('shop', 'STRICT', { name: 'w', selector: { matchLabels: { app: 'x' } } })],
      { mode: 'PERMISSIVE', exceptions: 1 },
    ],
    ['an empty selector is none', [policy('shop', 'STRICT', { selector: { matchLabels: {} } })], { mode: 'STRICT' }],
  ])('%s', (_case, policies, expected) => {
    expect(effectiveMtls('shop', policies)).toMatchObject(expected)
  })
  test('of the root namespace is the mesh\u2019s own', () => {
    expect(effectiveMtls('istio-system', [policy('istio-system', 'STRICT')])).toMatchObject({
      mode: 'STRICT',
      from: 'mesh',
    })
  })
})

describe('mesh settings', () => {
  test('that differ from Istio\u2019s defaults come first, unknown ones with them', () => {
    const settings = meshSettings({ accessLogFile: '/dev/stdout', trustDomain: 'cluster.local', my: { own: 3 } })
    const differing = settings.filter(({ differs }) => differs)
    expect(differing.map(({ path, value, standard }) => [path, value, standard])).toEqual([
      ['accessLogFile', '/dev/stdout', 'none'],
      ['my.own', '3', null],
    ])
    expect(settings.slice(0, 2)).toEqual(differing)
  })
  test.each([[undefined], [null], ['text'], [[1]]])('%j has nothing that differs', (config) => {
    expect(meshSettings(config).some(({ differs }) => differs)).toBe(false)
  })
})

describe('a certificate', () => {
  const day = 86_400_000
  const life = { notBefore: 0, notAfter: day, renewalFailed: false }
  test.each([
    [life, day / 2, 'fresh'],
    [life, day * 0.7, 'ending'],
    [life, day, 'expired'],
    [{ ...life, renewalFailed: true }, 1, 'unrenewed'],
    [{ ...life, renewalFailed: true }, day, 'expired'],
  ])('%j at %d is %s', (validity, now, state) => expect(workloadCertificateState(validity, now)).toBe(state))
  test.each([
    [100 * day, 0, 'fresh'],
    [29 * day, 0, 'ending'],
    [day, day, 'expired'],
  ])('a root that ends at %d is at %d %s', (notAfter, now, state) => expect(rootState(notAfter, now)).toBe(state))
  test('sorts worst first, then by its end (M9)', () => {
    const list = [
      { state: 'fresh' as const, notAfter: 1 },
      { state: 'ending' as const, notAfter: 9 },
      { state: 'ending' as const, notAfter: 3 },
    ]
    expect(list.toSorted(compareCertificates).map(({ notAfter }) => notAfter)).toEqual([3, 9, 1])
  })
})

describe('propagation', () => {
  test('is bars between bounds, without empty ends', () => {
    const buckets = new Map([
      [0.1, 0],
      [0.5, 6],
      [1, 10],
      [5, 10],
      [Infinity, 10],
    ])
    const { bars, count, p50 } = propagationOf(buckets)
    expect(bars.map(({ from, to, count: n }) => [from, to, n])).toEqual([
      [0, 0.1, 0],
      [0.1, 0.5, 6],
      [0.5, 1, 4],
      [1, 5, 0],
    ])
    expect(count).toBe(10)
    expect(p50).toBeGreaterThan(0.1)
  })
  test('without observations is nothing, not zero (M11)', () => {
    expect(
      propagationOf(
        new Map([
          [1, 0],
          [Infinity, 0],
        ]),
      ),
    ).toEqual({ bars: [], count: 0, p50: null, p99: null })
  })
  test('loses no observation', () => {
    const observations = fc.array(fc.double({ min: 0.001, max: 20, noNaN: true }), { minLength: 1, maxLength: 200 })
    fc.assert(
      fc.property(observations, (values) => {
        const uppers = [0.1, 0.5, 1, 3, 10, Infinity]
        const buckets = new Map(uppers.map((upper) => [upper, values.filter((value) => value <= upper).length]))
        const { bars, count } = propagationOf(buckets)
        expect(count).toBe(values.length)
        expect(bars.reduce((sum, bar) => sum + bar.count, 0)).toBe(values.length)
      }),
    )
  })
})

describe('the console\u2019s own health', () => {
  const sample = (at: number, over: Partial<SelfSample> = {}): SelfSample => ({
    at,
    api: new Map(),
    graph: new Map(),
    queries: 0,
    queryFailures: 0,
    cacheHits: 0,
    cacheMisses: 0,
    memoryBytes: 1,
    ...over,
  })
  test('is what changed between samples, and null where nothing happened (M13)', () => {
    const health = consoleHealth([
      sample(0),
      sample(10_000, { queries: 20, cacheHits: 9, cacheMisses: 1 }),
      sample(20_000, { queries: 20, cacheHits: 9, cacheMisses: 1, queryFailures: 2, memoryBytes: 5 }),
    ])
    expect(health.queriesPerSecond).toEqual({ values: [2, 0], total: 1 })
    expect(health.cacheHitRatio).toEqual({ values: [0.9, null], total: 0.9 })
    expect(health.queryFailures).toEqual({ values: [0, 2], total: 2 })
    expect(health.memoryBytes).toEqual({ values: [1, 5], total: 5 })
    expect(health.apiP95Ms.total).toBeNull()
  })
  test('has percentiles of the requests of a step alone', () => {
    const slow = new Map([
      [0.1, 0],
      [1, 10],
      [Infinity, 10],
    ])
    const fast = new Map([
      [0.1, 100],
      [1, 110],
      [Infinity, 110],
    ])
    const { apiP95Ms } = consoleHealth([sample(0), sample(1, { api: slow }), sample(2, { api: fast })])
    expect(apiP95Ms.values[0]).toBeGreaterThan(100)
    expect(apiP95Ms.values[1]).toBeLessThanOrEqual(100)
  })
  test('of a console that just started is unknown', () => {
    expect(consoleHealth([]).queriesPerSecond).toEqual({ values: [], total: null })
  })
})
