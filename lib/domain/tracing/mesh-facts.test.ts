import { describe, expect, it } from 'vitest'
import { spanOf } from '../../../test/support/spans.ts'
import { attemptsOf } from './attempts.ts'
import { buildSpanTree } from './span-tree.ts'
import { traceOnGraph } from './trace-on-graph.ts'
import { againstUsual } from './usual-latency.ts'

const call = (id: string, startUs: number, error = false) =>
  spanOf(id, { parentId: 'root', kind: 'client', service: 'a', startUs, durationUs: 10, error })
const tree = (...spans: readonly ReturnType<typeof spanOf>[]) =>
  buildSpanTree([spanOf('root', { service: 'a', durationUs: 1_000 }), ...spans])
const nodeOf = (built: ReturnType<typeof tree>, id: string) => {
  const node = built.nodes.find(({ span }) => span.spanId === id)
  if (node === undefined) throw new Error(`no span ${id}`)
  return node
}

describe('attempts of a call (TR14)', () => {
  it('are the failed ones before it and what followed, in order', () => {
    const built = tree(call('1', 0, true), call('2', 20, true), call('3', 40), call('4', 60))
    const attempts = attemptsOf(nodeOf(built, '2'))
    expect([attempts?.all.map(({ span }) => span.spanId), attempts?.at]).toEqual([['1', '2', '3'], 1])
    expect(attemptsOf(nodeOf(built, '4'))).toBeNull()
  })

  it('are none where calls of one name ran side by side', () => {
    const built = tree(call('1', 0, true), call('2', 5, true))
    expect(attemptsOf(nodeOf(built, '2'))).toBeNull()
  })
})

describe('a trace on the graph (TR17)', () => {
  const node = (id: string, given: object) => ({
    id,
    namespace: 'ns',
    workload: null,
    app: null,
    version: null,
    service: null,
    ...given,
  })
  const spans = [
    spanOf('1', { service: 'front.ns', workload: 'front-v1', namespace: 'ns' }),
    spanOf('2', { parentId: '1', service: 'front.ns', kind: 'client', workload: 'front-v1', namespace: 'ns' }),
    spanOf('3', {
      parentId: '2',
      service: 'cart.ns',
      workload: 'cart-v2',
      namespace: 'ns',
      tags: { 'istio.canonical_revision': 'v2' },
    }),
    spanOf('4', { parentId: '3', service: 'stock.other' }),
  ]
  const edges = [
    { id: 'e1', source: 'f', target: 'c1' },
    { id: 'e2', source: 'f', target: 'c2' },
  ]
  it.each([
    [
      'of workloads',
      [node('f', { workload: 'front-v1' }), node('c1', { workload: 'cart-v1' }), node('c2', { workload: 'cart-v2' })],
    ],
    [
      'of versions',
      [
        node('f', { app: 'front' }),
        node('c1', { app: 'cart', version: 'v1' }),
        node('c2', { app: 'cart', version: 'v2' }),
      ],
    ],
  ])('%s takes the edge to the version that answered', (_, nodes) => {
    const found = traceOnGraph(buildSpanTree(spans), { nodes, edges })
    expect([[...found.edges], [...found.nodes].toSorted(), found.missing]).toEqual([
      ['e2'],
      ['c2', 'f'],
      ['stock.other'],
    ])
    expect([...found.edgeOfSpan.keys()].map(({ span }) => span.spanId)).toEqual(['3'])
  })
})

describe('a duration against the usual (TR15)', () => {
  it.each([
    [5, 'usual'],
    [15, 'over-p50'],
    [60, 'over-p95'],
    [200, 'over-p99'],
  ] as const)('of %d ms is %s', (ms, expected) => {
    expect(againstUsual(ms, { p50: 10, p95: 50, p99: 100 })).toBe(expected)
  })
  it('is unknown where nothing was reported', () => {
    expect(againstUsual(1, { p50: null, p95: null, p99: null })).toBe('unknown')
  })
})
