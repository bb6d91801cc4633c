import { expect, test } from 'vitest'
import type { ProxySummary } from '../../lib/contract/proxies.ts'
import { filterProxies, sortProxies, versionShares, worstFirst } from './proxy-rows.ts'

const proxy = (pod: string, over: Partial<ProxySummary> = {}): ProxySummary => ({
  pod,
  namespace: 'shop',
  workload: null,
  role: 'sidecar',
  cluster: null,
  state: 'synced',
  types: [],
  lastAckAt: null,
  envoyVersion: '1.40.0',
  istioVersion: null,
  revision: null,
  certificate: null,
  ...over,
})
const pods = (proxies: readonly ProxySummary[]) => proxies.map(({ pod }) => pod)

test('the worst is first, equals are by name', () => {
  const list = [proxy('b'), proxy('a'), proxy('n', { state: 'nack' }), proxy('s', { state: 'stale' })]
  expect(pods(sortProxies(list, worstFirst))).toEqual(['n', 's', 'a', 'b'])
})
test('versions sort by number', () => {
  const list = [proxy('a', { istioVersion: '1.10.0' }), proxy('b', { istioVersion: '1.9.0' })]
  expect(pods(sortProxies(list, { column: 'version', descending: false }))).toEqual(['b', 'a'])
  expect(pods(sortProxies(list, { column: 'version', descending: true }))).toEqual(['a', 'b'])
})
test('every word of a filter must be found, in any column', () => {
  const list = [proxy('web-1'), proxy('web-2', { namespace: 'bank' }), proxy('db-1', { namespace: 'bank' })]
  expect(pods(filterProxies(list, ' bank WEB '))).toEqual(['web-2'])
  expect(filterProxies(list, '')).toHaveLength(3)
})
test('versions are counted, and what nobody tells is a version of its own', () => {
  const list = [proxy('a'), proxy('b', { namespace: 'bank' }), proxy('c', { envoyVersion: null })]
  expect(versionShares(list)).toEqual([
    { version: 'Envoy 1.40.0', count: 2, namespaces: ['bank', 'shop'] },
    { version: 'not reported', count: 1, namespaces: ['shop'] },
  ])
})
