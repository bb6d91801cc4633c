import { describe, expect, test } from 'vitest'
import { recordedDump } from '../../test/fixtures/config-dump/recorded.ts'
import type { ProxyConfigResponse } from '../../lib/contract/proxies.ts'
import { bootstrapFacts } from '../../lib/domain/envoy/config-dump/bootstrap.ts'
import { clusterRows } from '../../lib/domain/envoy/config-dump/clusters.ts'
import { endpointRows } from '../../lib/domain/envoy/config-dump/endpoints.ts'
import { listenerRows } from '../../lib/domain/envoy/config-dump/listeners.ts'
import { routeRows } from '../../lib/domain/envoy/config-dump/routes.ts'
import { configParts, configTable, shortCluster } from './config-columns.ts'
import { filterRows } from './filter-rows.ts'

const dump = recordedDump('sidecar')
const config: ProxyConfigResponse = {
  at: 0,
  listeners: listenerRows(dump),
  routes: routeRows(dump),
  clusters: clusterRows(dump),
  endpoints: endpointRows(dump),
  secrets: [{ name: 'default', kind: 'certificate', lastUpdatedAt: null, chain: [] }],
  bootstrap: bootstrapFacts(dump),
  missing: [],
  hidden: 0,
}
const textOf = (row: { cells: readonly { text: string; small?: string }[] }) =>
  row.cells.map(({ text, small = '' }) => `${text} ${small}`).join(' ')

describe('the tables of a proxy', () => {
  test.each(configParts)('%s has a cell under every head', (part) => {
    const { heads, rows } = configTable(config, part)
    expect(rows.length).toBeGreaterThan(0)
    for (const { cells } of rows) expect(cells).toHaveLength(heads.length)
  })
  test('weights are shares, and the route names its rule', () => {
    const row = configTable(config, 'routes').rows.find(({ rules }) => rules[0]?.name === 'reviews')
    expect(row?.cells.map(({ text }) => text)).toContain('reviews.bookinfo:9080 v1 90 %, reviews.bookinfo:9080 v2 10 %')
    expect(row?.rules[0]?.kind).toBe('VirtualService')
  })
  test('a refused resource says so', () => {
    const [first, ...rest] = config.listeners
    const refused = first === undefined ? [] : [{ ...first, state: 'refused' as const }, ...rest]
    expect(configTable({ ...config, listeners: refused }, 'listeners').rows[0]?.cells[0]).toMatchObject({
      tone: 'failing',
    })
  })
  test('a filter looks at every column', () => {
    const { rows } = configTable(config, 'endpoints')
    expect(filterRows(rows, textOf, 'REVIEWS local-c').length).toBe(2)
    expect(filterRows(rows, textOf, '  ')).toHaveLength(rows.length)
  })
})

test.each([
  ['outbound|9080|v1|reviews.bookinfo.svc.cluster.local', 'reviews.bookinfo:9080 v1'],
  ['outbound|443||api.example.com', 'api.example.com:443'],
  ['inbound|8080||', 'this pod:8080'],
  ['PassthroughCluster', 'PassthroughCluster'],
])('%s is %s', (name, short) => expect(shortCluster(name)).toBe(short))
