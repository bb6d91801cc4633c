import { describe, expect, test } from 'vitest'
import { requestSample } from '../../../../test/support/telemetry.ts'
import { buildGraph } from '../build-graph.ts'
import { configFacts } from '../config-facts.ts'
import { matchesFind } from './evaluate.ts'
import { parseFind } from './parser.ts'
import { findSubjects, rankNodes } from './subjects.ts'

const graph = buildGraph({
  type: 'workload',
  windowSeconds: 60,
  withMtls: true,
  health: () => undefined,
  config: configFacts({
    pods: [
      {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'mail-v1', namespace: 'shop', labels: { tier: 'post', 'pod-template-hash': 'x' } },
      },
    ],
    config: [
      {
        apiVersion: 'x',
        kind: 'VirtualService',
        metadata: { name: 'cart', namespace: 'shop' },
        spec: { hosts: ['cart'] },
      },
    ],
  }),
  requests: [
    requestSample({ perSecond: 8 }),
    requestSample({ perSecond: 2, code: '404' }),
    requestSample({ destinationWorkload: 'mail-v1', destinationServiceName: 'mail', perSecond: 30 }),
    requestSample({ destinationWorkload: 'pay-v1', protocol: 'grpc', grpcStatus: '14', perSecond: 1 }),
  ],
})
const nodes = new Map(graph.nodes.map((node) => [node.id, node]))
const subjects = findSubjects(
  nodes,
  graph.edges.map((edge) => ({ id: edge.id, source: edge.source, target: edge.target, edge })),
)

function found(source: string): string[] {
  const parsed = parseFind(source)
  if (!parsed.ok) throw new Error(parsed.error.message)
  const { expression } = parsed
  if (expression === null) return []
  const names = [...subjects.nodes].flatMap(([id, subject]) =>
    matchesFind(expression, subject) ? [nodes.get(id)?.name ?? ''] : [],
  )
  const edges = [...subjects.edges].flatMap(([id, subject]) =>
    matchesFind(expression, subject) ? [`>${id.split('~')[1]?.split(':').at(-1) ?? ''}`] : [],
  )
  return [...names, ...edges].toSorted()
}

describe('what nodes and edges of a graph are found by', () => {
  test.each([
    ['http > 9', ['>cart-v1', '>mail-v1']],
    ['%httperr > 10', ['>cart-v1']],
    ['errors > 0', ['>pay-v1', 'pay-v1']],
    ['%httptraffic >= 75', ['>mail-v1']],
    ['%grpcerr = 100', ['>pay-v1']],
    ['httpout = 40', ['front-v1']],
    ['grpcin > 0', ['pay-v1']],
    ['rank = 1', ['front-v1']],
    ['has vs', ['cart-v1', 'pay-v1']],
    ['trafficsource', ['front-v1']],
    ['label:tier = post', ['>mail-v1', 'mail-v1']],
    ['label:pod-template-hash = x', []],
    ['outofmesh', ['mail-v1']],
    ['code = 404', ['>cart-v1']],
    ['failing and grpc > 0', ['>pay-v1']],
    ['direction = east-west and layer = L7 and protocol = grpc', ['>pay-v1']],
    ['destprincipal $= /sa/cart and name = mail-v1', ['>mail-v1']],
    ['p95 = NaN and protocol = grpc', ['>pay-v1']],
  ] as const)('F4 F6 F7 F10: %s', (source, names) => {
    expect(found(source)).toEqual(names)
  })
  test('F6: ranks are at most a hundred, the busiest 1, equals alike', () => {
    const ids = Array.from({ length: 300 }, (_, place) => `n${place}`)
    const edges = ids.flatMap((source, place) =>
      ids.slice(0, place).map((target) => ({ source: source, target: `x${target}` })),
    )
    const ranks = rankNodes(ids, edges)
    expect([ranks.get('n299'), ranks.get('n0')]).toEqual([1, 100])
    expect(rankNodes(['a', 'b'], [])).toEqual(
      new Map([
        ['a', 1],
        ['b', 1],
      ]),
    )
  })
})
