import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createLogger } from '../../../../lib/platform/logger.ts'
import { createAuthorizer } from '../auth/authorizer.ts'
import { configMap } from '../testing/objects.ts'
import { storeUnderTest } from '../testing/store-under-test.ts'
import type { ResourceContext } from './context.ts'
import { ContinuationCache } from './continuations.ts'
import { handleWatch } from './watch-handler.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval'] })
})
afterEach(() => {
  vi.useRealTimers()
})

/** A watch whose client never reads: its response ends but does not close. */
function watchOfSlowClient(search: string) {
  const store = storeUnderTest()
  const request = new IncomingMessage(new Socket())
  const response = new ServerResponse(request)
  const written: string[] = []
  const failures: Error[] = []
  const write = response.write.bind(response)
  vi.spyOn(response, 'write').mockImplementation((chunk: unknown) => {
    written.push(String(chunk))
    return write(chunk)
  })
  response.on('error', (error) => failures.push(error))
  const definition = store.registry.require('configmaps')
  const deps: ResourceContext['deps'] = {
    store,
    authorizer: createAuthorizer(store),
    tokens: { issue: vi.fn(), check: vi.fn() } as never,
    continuations: new ContinuationCache(),
    kubeletToken: '',
    logger: createLogger('test', 'silent'),
    now: () => new Date(0),
  }
  handleWatch({
    deps,
    request,
    response,
    query: new URLSearchParams(search),
    user: { name: 'u', groups: [] },
    form: { type: 'object' },
    definition,
    version: 'v1',
    namespace: 'default',
    name: undefined,
    subresource: undefined,
  })
  return { store, response, written, failures }
}

test('a bookmark or event that is due when the time of the watch ends is left out; nothing is written after the end', async () => {
  const { store, response, written, failures } = watchOfSlowClient(
    'watch=true&timeoutSeconds=60&allowWatchBookmarks=true',
  )
  await vi.advanceTimersByTimeAsync(60_000)
  expect(response.writableEnded).toBe(true)
  const atEnd = written.length
  store.create('configmaps', configMap('late'))
  await vi.advanceTimersByTimeAsync(120_000)
  expect([written.length, failures]).toEqual([atEnd, []])
  expect(written.filter((line) => line.includes('"BOOKMARK"')).length).toBeGreaterThan(0)
})
