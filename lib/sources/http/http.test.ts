import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { freePorts } from '../../../test/support/free-ports.ts'
import { Circuit } from './circuit.ts'
import { fetchFailure } from './fetch-failure.ts'
import { Gate } from './gate.ts'
import { parseAnswer } from './parse-answer.ts'
import { readLimited } from './read-limited.ts'
import { SharedCache } from './shared-cache.ts'

/** A promise that a test settles. */
function later<T>() {
  let resolve: (value: T) => void = () => undefined
  const promise = new Promise<T>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}

describe('the gate', () => {
  test('never lets more in than it may, and everybody gets a turn', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 20 }), async (most, tasks) => {
        const gate = new Gate(most)
        let running = 0
        let peak = 0
        const task = async () => {
          running += 1
          peak = Math.max(peak, running)
          await Promise.resolve()
          running -= 1
        }
        await Promise.all(Array.from({ length: tasks }, () => gate.run(task)))
        expect(peak).toBeLessThanOrEqual(most)
        expect(gate.inFlight).toBe(0)
      }),
    )
  })
  test('who gives up while waiting does not take a turn', async () => {
    const gate = new Gate(1)
    const first = later<void>()
    const running = gate.run(() => first.promise)
    const abort = new AbortController()
    const waiting = gate.run(() => Promise.resolve('ran'), abort.signal)
    abort.abort(new Error('gone'))
    await expect(waiting).rejects.toThrow('gone')
    first.resolve()
    await running
    expect(await gate.run(() => Promise.resolve('next'))).toBe('next')
  })
  test('a failed task frees its place', async () => {
    const gate = new Gate(1)
    await expect(gate.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(await gate.run(() => Promise.resolve(1))).toBe(1)
  })
})

describe('the shared cache', () => {
  const options = { ttlMs: 1_000, maxEntries: 2 }
  test('asks once for many, and again after its time', async () => {
    let now = 0
    let loads = 0
    const cache = new SharedCache<number>({ ...options, now: () => now })
    const load = () => Promise.resolve((loads += 1))
    expect(await Promise.all([cache.get('a', load), cache.get('a', load)])).toEqual([1, 1])
    now = 999
    expect(await cache.get('a', load)).toBe(1)
    now = 1_001
    expect(await cache.get('a', load)).toBe(2)
  })
  test('does not keep failures', async () => {
    const cache = new SharedCache<number>({ ...options, now: () => 0 })
    await expect(cache.get('a', () => Promise.reject(new Error('down')))).rejects.toThrow('down')
    expect(await cache.get('a', () => Promise.resolve(7))).toBe(7)
  })
  test('one who leaves does not take the answer from the others; the last one ends the request', async () => {
    const cache = new SharedCache<number>({ ...options, now: () => 0 })
    const answer = later<number>()
    const [first, second] = [new AbortController(), new AbortController()]
    let aborted = false
    const load = (signal: AbortSignal) => {
      signal.addEventListener('abort', () => (aborted = true))
      return answer.promise
    }
    const one = cache.get('a', load, first.signal)
    const two = cache.get('a', load, second.signal)
    first.abort(new Error('left'))
    await expect(one).rejects.toThrow('left')
    expect(aborted).toBe(false)
    second.abort(new Error('left too'))
    await expect(two).rejects.toThrow('left too')
    expect(aborted).toBe(true)
    answer.resolve(1)
  })
  test('stays bounded', async () => {
    const cache = new SharedCache<number>({ ...options, now: () => 0 })
    for (let key = 0; key < 50; key++) await cache.get(String(key), () => Promise.resolve(key))
    expect(cache.size).toBeLessThanOrEqual(2)
  })
  test('lets go of what is over when something new comes', async () => {
    let now = 0
    const cache = new SharedCache<number>({ ttlMs: 10, maxEntries: 100, now: () => now })
    for (let key = 0; key < 5; key++) await cache.get(String(key), () => Promise.resolve(key))
    now = 11
    await cache.get('new', () => Promise.resolve(1))
    expect(cache.size).toBe(1)
  })
  test('counts hits and misses', async () => {
    const seen: boolean[] = []
    const cache = new SharedCache<number>({ ...options, now: () => 0, onLookup: (hit) => seen.push(hit) })
    await cache.get('a', () => Promise.resolve(1))
    await cache.get('a', () => Promise.resolve(1))
    expect(seen).toEqual([false, true])
  })
})

describe('the circuit breaker', () => {
  const always = () => true
  const fail = () => Promise.reject(new Error('down'))
  test('opens after three failures, answers at once meanwhile, and closes with the first success', async () => {
    let now = 0
    const circuit = new Circuit({ now: () => now, threshold: 3, retryAfterMs: 3_000 })
    for (let tries = 0; tries < 3; tries++) await expect(circuit.run(fail, always)).rejects.toThrow('down')
    let asked = false
    const ask = () => {
      asked = true
      return Promise.resolve(1)
    }
    await expect(circuit.run(ask, always)).rejects.toThrow('down')
    expect([asked, circuit.view().state]).toEqual([false, 'open'])
    now = 3_001
    expect(circuit.view().state).toBe('half-open')
    expect(await circuit.run(ask, always)).toBe(1)
    expect(circuit.view()).toMatchObject({ state: 'closed', message: null, failingSince: null, lastGoodAt: 3_001 })
  })
  test("does not count what is not the source's fault", async () => {
    const circuit = new Circuit({ now: () => 0, threshold: 1, retryAfterMs: 3_000 })
    await expect(circuit.run(fail, () => false)).rejects.toThrow('down')
    expect(circuit.view().state).toBe('closed')
  })
})

let server: Server | undefined
afterEach(() => new Promise((resolve) => (server === undefined ? resolve(0) : server.close(resolve))))

async function serve(body: string): Promise<string> {
  server = createServer((_request, response) => void response.end(body))
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

describe('answers over HTTP', () => {
  test('are read up to their limit and no further', async () => {
    const url = await serve('x'.repeat(2_000_000))
    expect((await readLimited(await fetch(url), 3_000_000)).length).toBe(2_000_000)
    await expect(readLimited(await fetch(url), 1_048_576)).rejects.toThrow('larger than 1 MiB')
  })
  test('that are too large are told of the source', async () => {
    const url = await serve('x'.repeat(2_000))
    await expect(readLimited(await fetch(url), 1_000, 'The trace store')).rejects.toThrow(
      'The trace store does not answer: the answer has more than 1000 bytes',
    )
  })
  test('of another form are refused by one sentence with the place', () => {
    const schema = z.object({ data: z.array(z.object({ id: z.string() })) })
    expect(parseAnswer('Prometheus', { data: [{ id: 'a' }] }, schema)).toEqual({ data: [{ id: 'a' }] })
    expect(() => parseAnswer('Prometheus', { data: [{ id: 1 }] }, schema)).toThrow(
      /^Prometheus does not answer: it answered something unexpected at "data\.0\.id": /,
    )
  })
  test('that do not come are explained', async () => {
    const error = await fetch(`http://127.0.0.1:${(await freePorts(1))[0] ?? 0}/`).catch((reason: unknown) => reason)
    expect(fetchFailure(error, 1_000)).toBe('connection refused')
    expect(fetchFailure(new DOMException('x', 'TimeoutError'), 5_000)).toBe('no answer within 5 s')
  })
})
