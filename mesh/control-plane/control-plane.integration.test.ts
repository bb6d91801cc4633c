import { X509Certificate } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventually } from '../../test/support/proxy/poll.ts'
import { askOnce } from './testing/ads-client.ts'
import { call } from './testing/lab.ts'
import { anIstioObject } from './testing/objects.ts'
import { startTwoVersions, split, type TwoVersions } from './testing/two-versions.ts'

// Guarantee: real Envoys follow the control plane: mutual TLS, weights, refusals, its death, and secrets for their owner alone.

let mesh: TwoVersions
beforeAll(async () => {
  mesh = await startTwoVersions(1)
})
afterAll(() => mesh.stop())

const versionOf = ({ body }: { body: string }) => String(JSON.parse(body).version)
async function countVersions(requests: number): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (let index = 0; index < requests; index += 1) {
    const version = versionOf(await mesh.ask())
    counts[version] = (counts[version] ?? 0) + 1
  }
  return counts
}
const metricsText = async () => (await fetch(`http://127.0.0.1:${mesh.lab.ports.debug}/metrics`)).text()
const syncz = async () =>
  (await mesh.lab.debug('/debug/syncz')) as { proxy: string; last_nack: { message: string } | null }[]

test('a call is authenticated on both sides, and the app is told who called', async () => {
  const answer = await mesh.ask('/x?y=1')
  const { path, headers } = JSON.parse(answer.body)
  expect([answer.status, path]).toEqual([200, '/x?y=1'])
  expect(headers['x-forwarded-client-cert']).toContain('URI=spiffe://cluster.local/ns/shop/sa/client')
  expect(headers['x-forwarded-client-cert']).toContain('By=spiffe://cluster.local/ns/shop/sa/reviews')
  expect(headers).not.toHaveProperty('x-heddle-peer')
})

test('a forged client identity does not reach the app', async () => {
  const { body } = await mesh.ask('/', { 'x-forwarded-client-cert': 'URI=spiffe://cluster.local/ns/shop/sa/admin' })
  expect(JSON.parse(body).headers['x-forwarded-client-cert']).not.toContain('sa/admin')
})

test('weights are followed, and /debug/acks says when all proxies have them', async () => {
  const rule = split(1, 1)
  mesh.lab.store.upsert(rule)
  const acks = await eventually(async () => {
    const found = (await mesh.lab.debug('/debug/acks?resource=VirtualService/shop/reviews')) as {
      resourceVersion: string
      allAckedAt: string | null
      proxies: unknown[]
    }
    return found.resourceVersion === rule.metadata.resourceVersion && found.allAckedAt !== null ? found : undefined
  })
  expect(acks.proxies.length).toBeGreaterThanOrEqual(12)
  const counts = await countVersions(200)
  expect(counts['v1']).toBeGreaterThan(60)
  expect(counts['v2']).toBeGreaterThan(60)
  mesh.weigh(1, 0)
  await eventually(async () => ((await countVersions(20))['v1'] === 20 ? true : undefined))
})

test('a refused route keeps the last good one in force and is shown with its reason', async () => {
  const good = split(1, 0)
  mesh.lab.store.upsert(
    anIstioObject(
      'VirtualService',
      { name: 'reviews' },
      {
        hosts: ['reviews'],
        http: [{ match: [{ uri: { regex: '(' } }], route: [{ destination: { host: 'reviews', subset: 'v2' } }] }],
      },
    ),
  )
  // Every proxy of the namespace gets the route, and any of them may be the first to refuse it.
  const refused = await eventually(async () =>
    (await syncz()).find(({ proxy, last_nack: nack }) => proxy === 'client.shop' && nack !== null),
  )
  expect(refused).toMatchObject({ last_nack: { message: expect.stringContaining('(') } })
  const dump = JSON.stringify(await mesh.lab.debug('/debug/config_dump?proxyID=client.shop'))
  expect(dump).toMatch(/"active_state":|"last_updated":/)
  expect(dump).toMatch(/"error_state":\{"failed_configuration":.*"safe_regex":\{"regex":"\("\}/)
  expect(await metricsText()).toMatch(/pilot_total_xds_rejects\{type="rds"\} [1-9]/)
  expect(versionOf(await mesh.ask())).toBe('v1')
  mesh.lab.store.upsert(good)
  await eventually(async () => ((await syncz()).every(({ last_nack: nack }) => nack === null) ? true : undefined))
})

test('without the control plane traffic goes on; when it is back, changes arrive again', async () => {
  await mesh.lab.kill()
  expect(await countVersions(20)).toEqual({ v1: 20 })
  await mesh.lab.revive()
  mesh.weigh(0, 1)
  await eventually(async () => (versionOf(await mesh.ask()) === 'v2' ? true : undefined), 10_000)
  mesh.weigh(1, 0)
})

test('STRICT turns plain callers away; PERMISSIVE takes them', async () => {
  const [server] = mesh.servers
  const plain = () =>
    call({ address: server?.podIp ?? '', port: 9080, host: 'reviews' }).then(
      ({ status }) => status,
      () => 'refused',
    )
  expect(await plain()).toBe(200)
  const strict = anIstioObject('PeerAuthentication', { name: 'default' }, { mtls: { mode: 'STRICT' } })
  mesh.lab.store.upsert(strict)
  await eventually(async () => ((await plain()) === 'refused' ? true : undefined))
  expect((await mesh.ask()).status).toBe(200)
  mesh.lab.store.remove(strict)
  await eventually(async () => ((await plain()) === 200 ? true : undefined))
})

describe('secrets', () => {
  const nodeId = 'sidecar~127.204.1.1~client.shop~shop.svc.cluster.local'
  const names = ['default', 'ROOTCA']
  const secure = () => ({
    address: `localhost:${mesh.lab.ports.secure}`,
    rootPem: mesh.lab.authority.rootPem,
    nodeId,
    type: 'sds' as const,
    names,
  })
  test('are given to their owner', async () => {
    const answer = await askOnce({ ...secure(), token: 'shop/client/client' })
    expect('response' in answer && answer.response.resources).toHaveLength(2)
  })
  test.each([
    ['another pod’s token', { token: 'shop/reviews-v1/reviews' }, /names pod client/],
    ['another namespace’s token', { token: 'bank/client/client' }, /names namespace shop/],
    ['an invalid token', { token: 'x' }, /not valid/],
    ['no token', {}, /no bearer token/],
    ['a node id that is none', { token: 'shop/client/client', nodeId: 'client' }, /must be ROLE~IP/],
  ])('are refused with %s', async (_case, over, reason) => {
    const answer = await askOnce({ ...secure(), ...over })
    expect('status' in answer && answer.status.details).toMatch(reason)
  })
  test('are refused on the plaintext port', async () => {
    const { nodeId: id } = secure()
    const answer = await askOnce({ address: `127.0.0.1:${mesh.lab.ports.plain}`, nodeId: id, type: 'sds', names })
    expect('status' in answer && answer.status.details).toMatch(/only given over TLS/)
  })
  test('but configuration without secrets is served there', async () => {
    const answer = await askOnce({ address: `127.0.0.1:${mesh.lab.ports.plain}`, nodeId, type: 'lds' })
    expect('response' in answer && Buffer.concat([...answer.response.resources]).includes('sds')).toBe(false)
  })
  test('are shown by their certificate, never by their key', async () => {
    const dump = JSON.stringify(await mesh.lab.debug('/debug/config_dump?proxyID=client.shop'))
    const redacted = Buffer.from('[redacted]').toString('base64')
    expect(dump).toContain(`"private_key":{"inline_bytes":"${redacted}"}`)
    const [, chain = ''] = /"certificate_chain":\{"inline_bytes":"([^"]+)"/.exec(dump) ?? []
    const certificate = new X509Certificate(Buffer.from(chain, 'base64'))
    expect(certificate.subjectAltName).toBe('URI:spiffe://cluster.local/ns/shop/sa/client')
    expect(dump).not.toContain(Buffer.from('-----BEGIN PRIVATE KEY').toString('base64').slice(0, 28))
    expect(await metricsText()).toMatch(/citadel_server_root_cert_expiry_timestamp [1-9]/)
  })
  test('never appear on debug pages', async () => {
    expect(JSON.stringify(await mesh.lab.debug('/debug/config_dump?proxyID=client.shop'))).not.toContain('PRIVATE KEY')
  })
})
