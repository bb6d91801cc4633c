import { describe, expect, test } from 'vitest'
import { operator } from '../../test/support/deps.ts'
import { liveRequest, type LiveEvent } from '../contract/live.ts'
import type { Listener } from '../services/live/live-hub.ts'
import { eventStream } from './sse.ts'

/** A hub that a test speaks for. */
class ScriptedHub {
  listener: Listener | undefined
  left = 0

  listen(listener: Listener): () => void {
    this.listener = listener
    return () => (this.left += 1)
  }

  say(event: LiveEvent): void {
    this.listener?.send(event)
  }
}

function open(headers: Record<string, string> = {}, expiresAt: number | null = null) {
  const hub = new ScriptedHub()
  const abort = new AbortController()
  const request = new Request('http://localhost/api/live', { headers, signal: abort.signal })
  const principal = { ...operator, expiresAt }
  const response = eventStream(hub, { principal, request: liveRequest.parse({}) }, request)
  const reader = response.body?.getReader()
  const next = async () => new TextDecoder().decode((await reader?.read())?.value)
  return { hub, abort, response, next, reader }
}

describe('a live stream', () => {
  test('numbers its events without gaps', async () => {
    const { hub, next } = open()
    expect(await next()).toBe('retry: 2000\n\n')
    hub.say({ type: 'change', changeId: '7' })
    hub.say({ type: 'resync' })
    expect(await next()).toBe('id: 1\nevent: change\ndata: {"type":"change","changeId":"7"}\n\n')
    expect(await next()).toMatch(/^id: 2\n/)
  })
  test('tells who comes back to fetch again, and counts on', async () => {
    const { next } = open({ 'last-event-id': '41' })
    expect(await next()).toBe('id: 42\nevent: resync\ndata: {"type":"resync"}\n\n')
  })
  test('ends with its reader', async () => {
    const { hub, abort, next, reader } = open()
    await next()
    abort.abort()
    expect((await reader?.read())?.done).toBe(true)
    expect(hub.left).toBe(1)
    expect(() => hub.say({ type: 'resync' })).not.toThrow()
  })
  test('is cut when nobody reads, instead of growing', async () => {
    const { hub } = open()
    for (let events = 0; events < 200; events++) hub.say({ type: 'resync' })
    expect(hub.left).toBe(1)
  })
  test('ends with the rights of who reads', async () => {
    const { hub, reader } = open({}, Date.now() / 1_000 - 1)
    await reader?.read()
    expect((await reader?.read())?.done).toBe(true)
    expect(hub.left).toBe(1)
  })
  test('may not be kept on its way', () => {
    const { response } = open()
    expect(response.headers.get('cache-control')).toBe('no-store, private')
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/)
  })
})
