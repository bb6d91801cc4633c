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

async function sourceOver(answers: Record<string, { status: number; body: string }>): Promise<DebugPagesSource> {
  server = createServer((request, response) => {
    const { status, body } = answers[(request.url ?? '').split('?')[0] ?? ''] ?? { status: 404, body: '' }
    response.writeHead(status).end(body)
  })
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return new DebugPagesSource({ url, timeoutMs: 1_000, now: () => Date.now() })
}

describe('the debug pages', () => {
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
