import { describe, expect, test } from 'vitest'
import { requestSample } from '../../../../test/support/telemetry.ts'
import { buildGraph } from '../build-graph.ts'
import { edgeChecklist, type EdgeFacts } from './checklist.ts'
import type { EdgeEnd } from './model.ts'
import { reporterReason } from './reporter-reason.ts'
import { reportsOfEdge } from './reports-of-edge.ts'

const end = (name: string, different: Partial<EdgeEnd> = {}): EdgeEnd => ({
  id: `Kubernetes/shop/workload/${name}`,
  kind: 'workload',
  name,
  namespace: 'shop',
  workload: name,
  pods: 2,
  readyPods: 2,
  sidecar: 'all',
  proxies: 'synced',
  scrape: { targets: 2, up: 2, ageSeconds: 3, error: null },
  ...different,
})

const graph = buildGraph({
  type: 'workload',
  windowSeconds: 60,
  requests: [requestSample({ perSecond: 25 })],
  withMtls: true,
})
const [edge] = graph.edges
const policy = { kind: 'PeerAuthentication', namespace: 'shop', name: 'default' }
const fine: EdgeFacts = {
  edge: edge ?? null,
  windowSeconds: 60,
  scrapeSeconds: 5,
  reports: {
    destination: { perSecond: 25, series: 1 },
    source: { perSecond: 25.5, series: 1 },
    neverArrived: 0,
    policies: [],
  },
  source: end('front-v1'),
  target: end('cart-v1'),
  requires: null,
  sends: null,
  route: null,
}
const silent = { destination: null, source: null, neverArrived: 0, policies: [] }

describe('the checklist of an edge', () => {
  test('E1: of one that is as it should be has nothing but good points', () => {
    const checks = edgeChecklist(fine)
    expect(checks.map(({ status }) => status)).toEqual(checks.map(() => 'ok'))
    expect(checks.length).toBeGreaterThan(7)
  })
  test.each<[string, Partial<EdgeFacts>, string, string]>([
    ['E2: no traffic', { edge: null, reports: silent }, 'traffic', 'problem'],
    ['E3: weight 0', { route: { object: policy, rule: 'main', share: 0 } }, 'routed', 'warning'],
    ['E4: a window of two scrapes', { windowSeconds: 10 }, 'window', 'warning'],
    [
      'E5: a callee that is not read',
      { target: end('cart-v1', { scrape: { targets: 1, up: 1, ageSeconds: 3, error: null } }) },
      'callee-scraped',
      'problem',
    ],
    [
      'E5: a caller that is not known to Prometheus',
      { source: end('front-v1', { scrape: null }) },
      'caller-scraped',
      'unknown',
    ],
    ['E6: a callee without a proxy', { target: end('cart-v1', { sidecar: 'none' }) }, 'callee-sidecar', 'warning'],
    [
      'E6: a caller that nobody knows',
      { source: end('unknown', { kind: 'unknown', workload: null }) },
      'caller-known',
      'warning',
    ],
    [
      'E6: a host that the mesh refuses',
      { target: end('BlackHoleCluster', { kind: 'external', workload: null }) },
      'callee-known',
      'problem',
    ],
    [
      'E6: requests that found no workload',
      { target: end('cart', { kind: 'service', workload: null }), reports: { ...fine.reports, neverArrived: 3 } },
      'callee-known',
      'problem',
    ],
    ['E7: pods that are not ready', { target: end('cart-v1', { readyPods: 0 }) }, 'callee-ready', 'problem'],
    [
      'E7: proxies behind the control plane',
      { target: end('cart-v1', { proxies: 'stale' }) },
      'proxies-synced',
      'warning',
    ],
    [
      'E8: reports that disagree',
      { reports: { ...fine.reports, source: { perSecond: 50, series: 1 } } },
      'reports-agree',
      'warning',
    ],
    ['E8: requests that never arrived', { reports: { ...fine.reports, neverArrived: 2 } }, 'arrives', 'problem'],
    [
      'E9: plain text to a callee that takes none',
      { requires: { mode: 'STRICT', object: policy }, sends: { mode: 'DISABLE', object: policy } },
      'encryption',
      'problem',
    ],
  ])('%s', (...[, different, check, status]) => {
    const found = edgeChecklist({ ...fine, ...different })
    expect(found.find((one) => one.check === check)?.status).toBe(status)
    if (status === 'problem') expect(found[0]?.status).toBe('problem')
    for (const { sentence } of found) expect(sentence).not.toMatch(/undefined|NaN|null/)
  })
})

describe('the reports of an edge', () => {
  const atSource = { reporter: 'source', connectionSecurityPolicy: 'unknown' } as const
  const requests = [
    requestSample({ perSecond: 3 }),
    requestSample({ perSecond: 1, code: '500' }),
    requestSample({ ...atSource, perSecond: 4 }),
    requestSample({ ...atSource, perSecond: 2, flags: 'UF', code: '503' }),
    requestSample({ destinationWorkload: 'other', perSecond: 9 }),
  ]
  const of = { requests, tcp: [], naming: graph.draft.naming }
  test('are those of both sides, the ones that do not count among them', () => {
    expect(reportsOfEdge(edge?.id ?? '', of)).toEqual({
      destination: { perSecond: 4, series: 2 },
      source: { perSecond: 6, series: 2 },
      neverArrived: 2,
      policies: [{ policy: 'mutual_tls', perSecond: 4 }],
    })
  })
  test('G20: of an aggregate are those of its value', () => {
    const named = [requestSample({ aggregate: 'GET', perSecond: 3 }), requestSample({ aggregate: 'PUT', perSecond: 5 })]
    const id = 'Kubernetes:shop:aggregate:GET@cart~Kubernetes:shop:workload:cart-v1~http'
    expect(reportsOfEdge(id, { ...of, requests: named }).destination).toEqual({ perSecond: 3, series: 1 })
  })
  test('of an edge that is not there are nobody’s', () => {
    expect(reportsOfEdge('a~b~http', of)).toMatchObject({ destination: null, source: null })
  })
  test.each(['destination', 'source', 'both'] as const)('T1 to T4: say why %s counts', (reporter) => {
    expect(reporterReason({ reporter })).toContain('callee')
  })
})
