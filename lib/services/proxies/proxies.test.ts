import { describe, expect, test } from 'vitest'
import { recordedDump } from '../../../test/fixtures/config-dump/recorded.ts'
import { memoryDeps, operator, readerOf } from '../../../test/support/deps.ts'
import { aProxyStatus, aTypeStatus } from '../../../test/support/proxies.ts'
import { proxiesResponse, proxyConfigResponse, proxyResponse } from '../../contract/proxies.ts'
import { getProxyConfig } from './get-proxy-config.ts'
import { getProxy } from './get-proxy.ts'
import { getRawConfig } from './get-raw-config.ts'
import { listProxies } from './list-proxies.ts'

// Guarantee: every proxy that the reader may see, worst first, with what the control plane told and nothing made up.

const rejection = {
  message: 'missing )',
  at: 1_799_999_990_000,
  refused: [{ name: '9080', change: 'changed' as const }],
}
const refused = aTypeStatus('route', { sent: 'b', state: 'stale', sentAt: 1_799_999_980_000, rejection })
const all = { namespaces: [] }

function deps() {
  const own = memoryDeps()
  own.controlPlane.held = [
    aProxyStatus('good-1', 'shop'),
    aProxyStatus('bad-1', 'shop', { types: [aTypeStatus('cluster'), refused] }),
    aProxyStatus('late-1', 'bank', { types: [aTypeStatus('listener', { sent: 'b', state: 'stale' })] }),
    aProxyStatus('gate-1', 'bank', { proxyType: 'router', version: '1.27.1', istioVersion: '1.27.1' }),
  ]
  return own
}
const list = async (own = deps(), principal = operator) =>
  proxiesResponse.parse(await listProxies({ deps: own, principal, input: all }))

describe('the list of proxies', () => {
  test('has refusals first, then what is behind (M2)', async () => {
    const { items } = await list()
    expect(items.map(({ pod, state }) => [pod, state])).toEqual([
      ['bad-1', 'nack'],
      ['late-1', 'stale'],
      ['gate-1', 'synced'],
      ['good-1', 'synced'],
    ])
  })
  test('says why a type was refused and what that means for traffic (M3)', async () => {
    const [first] = (await list()).items
    expect(first?.types.find(({ type }) => type === 'rds')?.rejection).toMatchObject({
      message: 'missing )',
      at: '2027-01-15T07:59:50.000Z',
      effect: expect.stringContaining('last routes'),
      refused: [{ name: '9080' }],
    })
  })
  test('of istiod: no certificates, no times, no reasons, and Istio\u2019s version is not Envoy\u2019s', async () => {
    const gate = (await list()).items.find(({ pod }) => pod === 'gate-1')
    expect(gate).toMatchObject({ role: 'gateway', istioVersion: '1.27.1', envoyVersion: null, lastAckAt: null })
    expect(gate?.types.find(({ type }) => type === 'sds')?.state).toBe('not-reported')
  })
  test('has only proxies of namespaces that the reader may see (M6)', async () => {
    const { items } = await list(deps(), readerOf('shop'))
    expect(items.map(({ namespace }) => namespace)).toEqual(['shop', 'shop'])
    const input = { namespaces: ['bank'] }
    await expect(listProxies({ deps: deps(), principal: readerOf('shop'), input })).rejects.toThrow('may not see')
  })
  test('keeps the last word of a control plane that is away, with its age, and says so (M5)', async () => {
    const own = deps()
    await list(own)
    own.controlPlane.failure = 'The control plane does not answer: connection refused'
    const answer = await list(own)
    expect(answer).toMatchObject({ stale: true, at: 1_800_000_000, degraded: [{ source: 'control-plane' }] })
    expect(answer.items).toHaveLength(4)
  })
  test('is empty with a reason when the control plane never answered, and without one when there is none', async () => {
    const away = deps()
    away.controlPlane.failure = 'The control plane does not answer: connection refused'
    expect(await list(away)).toMatchObject({ items: [], stale: false, degraded: [{ source: 'control-plane' }] })
    const none = { ...deps(), controlPlane: null }
    const answer = await listProxies({ deps: none, principal: operator, input: all })
    expect(answer).toMatchObject({ configured: false, items: [], degraded: [] })
  })
})

describe('one proxy', () => {
  const bad = { namespace: 'shop', name: 'bad-1' }
  test('shows what it refused beside what is in force', async () => {
    const own = deps()
    const route_config = { name: '9080', virtual_hosts: [{ name: 'a' }] }
    const error_state = {
      failed_configuration: { name: '9080', virtual_hosts: [{ name: 'a', routes: [] }] },
      details: 'missing )',
      last_update_attempt: '2027-01-15T07:59:50Z',
    }
    own.controlPlane.dumps.set('bad-1.shop', {
      configs: [
        { '@type': 'x/envoy.admin.v3.RoutesConfigDump', dynamic_route_configs: [{ route_config, error_state }] },
      ],
    })
    const answer = proxyResponse.parse(await getProxy({ deps: own, principal: operator, input: bad }))
    expect(answer.refused).toMatchObject([
      {
        type: 'rds',
        name: '9080',
        hasInForce: true,
        differences: [{ path: 'virtual_hosts[0].routes', refused: '[]' }],
      },
    ])
  })
  test('that is not connected, or in a namespace out of sight, is said so', async () => {
    const none = { namespace: 'shop', name: 'none' }
    await expect(getProxy({ deps: deps(), principal: operator, input: none })).rejects.toThrow('No proxy of pod "none"')
    await expect(getProxy({ deps: deps(), principal: readerOf('bank'), input: bad })).rejects.toThrow('may not see')
  })
})

describe('the configuration of a proxy', () => {
  const input = { namespace: 'bookinfo', name: 'productpage-1' }
  const recorded = () => {
    const own = deps()
    own.controlPlane.dumps.set('productpage-1.bookinfo', recordedDump('sidecar'))
    return own
  }
  test('is tables that fit the contract', async () => {
    const answer = proxyConfigResponse.parse(await getProxyConfig({ deps: recorded(), principal: operator, input }))
    expect([answer.listeners.length, answer.routes.length, answer.clusters.length, answer.endpoints.length]).toEqual([
      7, 11, 13, 11,
    ])
    expect(answer.hidden).toBe(0)
  })
  test('names no namespace that the reader may not see, and says how much is missing (M6)', async () => {
    const answer = await getProxyConfig({ deps: recorded(), principal: readerOf('bookinfo'), input })
    expect(JSON.stringify(answer.clusters)).not.toContain('istio-system')
    expect(answer.hidden).toBeGreaterThan(0)
  })
  test('comes raw only to those who may see everything (M6)', async () => {
    const call = { deps: recorded(), input: { ...input, section: 'routes' as const } }
    expect(await getRawConfig({ ...call, principal: operator })).toMatchObject({ configs: [expect.anything()] })
    await expect(getRawConfig({ ...call, principal: readerOf('bookinfo') })).rejects.toThrow('every namespace')
  })
})
