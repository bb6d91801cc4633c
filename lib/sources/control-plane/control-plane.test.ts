import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { DebugPagesSource } from './control-plane-source.ts'
import { mapAcknowledgement, mapProxy, syncState } from './map-sync.ts'

describe('proxy status', () => {
  test.each([
    ['', '', 'not-sent'],
    ['a', 'a', 'synced'],
    ['b', 'a', 'stale'],
    ['b', '', 'stale'],
  ])('sent %j and acknowledged %j is %s', (sent, acked, state) => {
    expect(syncState(sent, acked)).toBe(state)
  })
  test('names pod and namespace apart, although pods may have dots in their names', () => {
    expect(mapProxy({ proxy: 'web.0.shop', proxy_version: '1.40' })).toMatchObject({ pod: 'web.0', namespace: 'shop' })
  })
  test('of istiod has no times, no secrets and no reasons (M1)', () => {
    const { types, certificate } = mapProxy({ proxy: 'a.b', cluster_sent: 'x', cluster_acked: '' })
    expect(types.map(({ type }) => type)).not.toContain('secret')
    expect(types.find(({ type }) => type === 'cluster')).toMatchObject({
      state: 'stale',
      sentAt: null,
      rejection: null,
    })
    expect(certificate).toBeNull()
  })
  test('of the bundled mesh has when and why (M1)', () => {
    const url = 'type.googleapis.com/envoy.config.route.v3.RouteConfiguration'
    const detail = {
      sent: 'b',
      acked: 'a',
      sentTime: '2026-01-01T00:00:00Z',
      ackedTime: '',
      nack: { message: 'no', time: '2026-01-01T00:00:01Z', refused: [] },
    }
    const { types } = mapProxy({ proxy: 'a.b', route_sent: 'b', route_acked: 'a', resources: { [url]: detail } })
    expect(types.find(({ type }) => type === 'route')).toMatchObject({
      sentAt: Date.parse('2026-01-01T00:00:00Z'),
      ackedAt: null,
      rejection: { message: 'no', at: Date.parse('2026-01-01T00:00:01Z') },
    })
  })
  test('tells who still waits for an object', () => {
    const proxies = [
      { proxy: 'a.shop', type: 'rds', ackedAt: '2026-01-01T00:00:01Z' },
      { proxy: 'b.shop', type: 'rds', ackedAt: null },
      { proxy: 'b.shop', type: 'cds', ackedAt: null },
    ]
    expect(mapAcknowledgement({ proxies, allAckedAt: null })).toEqual({
      allAckedAt: null,
      total: 2,
      waiting: ['b.shop'],
    })
  })
})

let server: Server | undefined
afterEach(() => new Promise((resolve) => (server === undefined ? resolve(0) : server.close(resolve))))

async function sourceOver(
  answers: Record<string, { status: number; body: string }>,
  now = () => Date.now(),
): Promise<DebugPagesSource> {
  server = createServer((request, response) => {
    const { status, body } = answers[(request.url ?? '').split('?')[0] ?? ''] ?? { status: 404, body: '' }
    response.writeHead(status).end(body)
  })
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return new DebugPagesSource({ url, timeoutMs: 1_000, now })
}

describe('the debug pages', () => {
  test('of a control plane that went away keep their last proxies with the time they were told', async () => {
    let now = 1_000_000
    const source = await sourceOver({ '/debug/syncz': { status: 200, body: '[{"proxy":"a.shop"}]' } }, () => now)
    expect(await source.picture()).toMatchObject({ readAt: 1_000_000, failure: null })
    await new Promise((resolve) => server?.close(resolve))
    server?.closeAllConnections()
    now += 60_000
    const later = await source.picture()
    expect(later).toMatchObject({ proxies: [{ pod: 'a' }], readAt: 1_000_000 })
    expect(later.failure).toContain('The control plane does not answer')
  })
  test('that never answered have no picture', async () => {
    const source = await sourceOver({ '/debug/syncz': { status: 500, body: '' } })
    await expect(source.picture()).rejects.toThrow('status 500')
  })
  test('give dumps without keys (M7)', async () => {
    const secret = { tls_certificate: { private_key: { inline_bytes: 'S0VZ' } } }
    const body = JSON.stringify({
      configs: [
        { '@type': 'x/envoy.admin.v3.SecretsConfigDump', dynamic_active_secrets: [{ name: 'default', secret }] },
      ],
    })
    const source = await sourceOver({ '/debug/config_dump': { status: 200, body } })
    expect(JSON.stringify(await source.configDump('a.shop'))).not.toContain('S0VZ')
    expect(await source.secrets('a.shop')).toEqual([
      { name: 'default', kind: 'certificate', lastUpdated: null, chain: [] },
    ])
  })
  test.each([
    ['1.27.1-f3b1c2-Clean\n', '1.27.1'],
    ['0.1.0', '0.1.0'],
    ['', null],
  ])('say the version of %j as %s', async (body, version) => {
    const source = await sourceOver({ '/version': { status: 200, body } })
    expect(await source.version()).toBe(version)
  })
  test('of a control plane without proxies are an empty list', async () => {
    const source = await sourceOver({ '/debug/syncz': { status: 200, body: 'null' } })
    expect(await source.proxies()).toEqual([])
  })
  test('that a control plane does not have are null, not an error', async () => {
    const source = await sourceOver({})
    expect(await source.acknowledgement({ kind: 'VirtualService', namespace: 'a', name: 'b' })).toBeNull()
  })
  test.each([
    [{ status: 200, body: '{"no":"list"}' }, 'its answer is not understood'],
    [{ status: 200, body: '<html>' }, 'its answer is not understood'],
    [{ status: 500, body: 'boom' }, 'status 500'],
  ])('that answer %o are one sentence', async (answer, reason) => {
    const source = await sourceOver({ '/debug/syncz': answer })
    await expect(source.proxies()).rejects.toThrow(`The control plane does not answer: ${reason}`)
  })
})
