import { Readable } from 'node:stream'
import type { IncomingMessage } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { createLogger } from '../../../lib/platform/logger.ts'
import { ClusterHttpError, type ClusterHttp } from './cluster-port.ts'
import { ObjectStore } from './object-store.ts'
import { runReflector } from './reflector.ts'

// Guarantee: the store follows the collection through bookmarks, gaps and outages, and keeps what it knew meanwhile.

const kind = { kind: 'Service', apiVersion: 'v1', plural: 'services', required: true }
let closing = new AbortController()
afterEach(() => closing.abort())

const item = (name: string, resourceVersion: string) => ({ metadata: { name, namespace: 'shop', resourceVersion } })
const listOf = (resourceVersion: string, ...items: unknown[]) => ({ metadata: { resourceVersion }, items })
const event = (type: string, object: unknown) => `${JSON.stringify({ type, object })}\n`

/** Answers lists and watches from queues; an empty watch queue hangs. A string is the body of a watch. */
function api(lists: (object | Error)[], watches: (string | Error)[]) {
  const paths: string[] = []
  const http: ClusterHttp = {
    json({ path }) {
      paths.push(path)
      const next = lists.shift() ?? new Error('no list left')
      return next instanceof Error ? Promise.reject(next) : Promise.resolve(next)
    },
    stream({ path }) {
      paths.push(path)
      const next = watches.shift()
      if (next instanceof Error) return Promise.reject(next)
      return Promise.resolve(asMessage(next === undefined ? new Readable({ read() {} }) : Readable.from([next])))
    },
  }
  return { http, paths }
}

/** Guarantee: the reflector reads nothing of a message but its body and its timeout. */
function asMessage(body: Readable): IncomingMessage {
  return Object.assign(body, { setTimeout: () => body }) as unknown as IncomingMessage
}

function run(http: ClusterHttp): ObjectStore {
  closing = new AbortController()
  const store = new ObjectStore()
  void runReflector({ http, kind, sink: store, logger: createLogger('test', 'silent'), signal: closing.signal })
  return store
}

async function until(holds: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 400 && !holds(); attempt += 1) await delay(10)
  expect(holds()).toBe(true)
}
const names = (store: ObjectStore) => store.ofKind('Service').map(({ metadata }) => metadata.name)

test('list, then every event', async () => {
  const body = event('ADDED', item('b', '6')) + event('MODIFIED', item('b', '7')) + event('DELETED', item('a', '8'))
  const store = run(api([listOf('5', item('a', '1'))], [body]).http)
  await until(() => names(store).join() === 'b')
  expect(store.hasListed(['Service'])).toBe(true)
})

test('a watch that ends goes on from the last version, bookmarks included', async () => {
  const { http, paths } = api([listOf('5')], [event('BOOKMARK', { metadata: { resourceVersion: '42' } })])
  run(http)
  await until(() => paths.length >= 3)
  expect(paths[2]).toContain('resourceVersion=42')
})

test.each([
  ['as an event', [event('ERROR', { code: 410, message: 'too old' })]],
  ['as an answer', [new ClusterHttpError(410, '/services', 'gone')]],
])('410 %s lists again, and what vanished meanwhile is gone', async (_how, watches) => {
  const store = run(api([listOf('5', item('a', '1')), listOf('9', item('b', '8'))], watches).http)
  await until(() => names(store).join() === 'b')
})

test('an outage keeps the last state', async () => {
  const { http, paths } = api([listOf('5', item('a', '1'))], [new Error('ECONNREFUSED'), new Error('ECONNREFUSED')])
  const store = run(http)
  await until(() => paths.length >= 4)
  expect(names(store)).toEqual(['a'])
})

test('a kind the API server does not have counts as read when it may be absent', async () => {
  closing = new AbortController()
  const store = new ObjectStore()
  const optional = { ...kind, required: false }
  const { http } = api([new ClusterHttpError(404, '/services', '')], [])
  void runReflector({
    http,
    kind: optional,
    sink: store,
    logger: createLogger('test', 'silent'),
    signal: closing.signal,
  })
  await until(() => store.hasListed(['Service']))
})
