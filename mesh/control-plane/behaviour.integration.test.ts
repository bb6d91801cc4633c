import { connect } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { KubernetesObject } from '../../lib/domain/kubernetes/object.ts'
import { eventually } from '../../test/support/proxy/poll.ts'
import { aPod, aSlice, anIstioObject } from './testing/objects.ts'
import { greetingPort, split, startTwoVersions, type TwoVersions } from './testing/two-versions.ts'

// Guarantee: what a VirtualService and a DestinationRule ask for is what real Envoys then do to requests, not only what they accept.

let mesh: TwoVersions
beforeAll(async () => {
  mesh = await startTwoVersions(41)
})
afterAll(() => mesh.stop())
beforeEach(() => void mesh.seen.splice(0))

const v1 = { route: [{ destination: { host: 'reviews', subset: 'v1' } }] }
const both = { route: [{ destination: { host: 'reviews' } }] }
const nowhere = '127.204.77.1'

/** Stores an object and waits until every proxy has it. */
async function inForce(object: KubernetesObject): Promise<void> {
  mesh.lab.store.upsert(object)
  const { kind, metadata } = object
  await eventually(async () => {
    const acks = (await mesh.lab.debug(`/debug/acks?resource=${kind}/shop/${metadata.name ?? ''}`)) as {
      resourceVersion: string
      allAckedAt: string | null
    }
    return acks.resourceVersion === metadata.resourceVersion && acks.allAckedAt !== null ? true : undefined
  })
}
const route = (...http: object[]) =>
  inForce(anIstioObject('VirtualService', { name: 'reviews' }, { hosts: ['reviews'], http }))
const policy = (trafficPolicy: object) => {
  const subsets = ['v1', 'v2'].map((version) => ({ name: version, labels: { version } }))
  return inForce(anIstioObject('DestinationRule', { name: 'reviews' }, { host: 'reviews', subsets, trafficPolicy }))
}
const versionOf = ({ body }: { body: string }) => String(JSON.parse(body).version)
const timed = async <T>(run: () => Promise<T>): Promise<{ answer: T; ms: number }> => {
  const started = performance.now()
  return { answer: await run(), ms: performance.now() - started }
}

describe('fault injection', () => {
  test('delays the share of requests that it names, and only those that match', async () => {
    const fault = { delay: { fixedDelay: '0.4s', percentage: { value: 100 } } }
    await route({ match: [{ headers: { 'x-tester': { exact: 'yes' } } }], fault, ...v1 }, v1)
    const delayed = await timed(() => mesh.ask('/', { 'x-tester': 'yes' }))
    expect(delayed.answer.status).toBe(200)
    expect(delayed.ms).toBeGreaterThan(390)
    expect((await timed(() => mesh.ask())).ms).toBeLessThan(390)
  })

  test('aborts with its status before the request leaves the caller', async () => {
    await route({ fault: { abort: { httpStatus: 418, percentage: { value: 100 } } }, ...v1 })
    expect((await mesh.ask()).status).toBe(418)
    expect(mesh.seen).toEqual([])
  })

  test('aborts about the share that it names', async () => {
    await route({ fault: { abort: { httpStatus: 503, percentage: { value: 50 } } }, ...v1 })
    const answers = await Promise.all(Array.from({ length: 200 }, () => mesh.ask()))
    const aborted = answers.filter(({ status }) => status === 503).length
    // Five standard deviations around 100.
    expect(aborted).toBeGreaterThan(64)
    expect(aborted).toBeLessThan(136)
  })
})

describe('redirect and rewrite', () => {
  test('a redirect answers by itself with the code, host and path it names', async () => {
    await route({ redirect: { uri: '/new', authority: 'elsewhere.example', redirectCode: 308 } })
    const { status, headers } = await mesh.ask('/old?a=1')
    expect([status, headers.location]).toEqual([308, 'http://elsewhere.example/new?a=1'])
    expect(mesh.seen).toEqual([])
  })

  test('a rewrite changes the prefix and the authority that the app sees', async () => {
    await route({ match: [{ uri: { prefix: '/old' } }], rewrite: { uri: '/new', authority: 'inner.example' }, ...v1 })
    await mesh.ask('/old/page?a=1')
    expect(mesh.seen[0]).toMatchObject({ path: '/new/page?a=1', headers: { host: 'inner.example' } })
    expect((await mesh.ask('/other')).status).toBe(404)
  })

  test('a rewrite by pattern', async () => {
    await route({ rewrite: { uriRegexRewrite: { match: '^/v(\\d+)/(.*)$', rewrite: '/\\2?v=\\1' } }, ...v1 })
    await mesh.ask('/v7/books')
    expect(mesh.seen[0]?.path).toBe('/books?v=7')
  })

  test('a direct response', async () => {
    await route({ directResponse: { status: 451, body: { string: 'not here' } } })
    expect(await mesh.ask()).toMatchObject({ status: 451, body: 'not here' })
  })
})

test('a mirror gets a copy under the same host, as Istio sends it, and its answer is not waited for', async () => {
  const mirror = { mirror: { host: 'reviews', subset: 'v2' }, mirrorPercentage: { value: 100 } }
  await route({ ...v1, ...mirror })
  const { answer, ms } = await timed(() => mesh.ask('/m', { 'x-app-version': 'v2', 'x-app-delay-ms': '1000' }))
  expect(versionOf(answer)).toBe('v1')
  expect(ms).toBeLessThan(900)
  const copy = await eventually(() => Promise.resolve(mesh.seen.find(({ version }) => version === 'v2')))
  expect(copy).toMatchObject({ path: '/m', headers: { host: 'reviews' } })
})

describe('CORS', () => {
  const corsPolicy = {
    allowOrigins: [{ exact: 'https://shop.example' }],
    allowMethods: ['GET', 'PUT'],
    allowHeaders: ['x-token'],
    maxAge: '60s',
  }
  const preflight = (origin: string) =>
    mesh.ask('/', { origin, 'access-control-request-method': 'PUT' }, 'OPTIONS').then(({ headers }) => headers)

  test('a preflight of an allowed origin is answered by the proxy', async () => {
    await route({ corsPolicy, ...v1 })
    expect(await preflight('https://shop.example')).toMatchObject({
      'access-control-allow-origin': 'https://shop.example',
      'access-control-allow-methods': expect.stringContaining('PUT'),
      'access-control-allow-headers': 'x-token',
      'access-control-max-age': '60',
    })
    expect(mesh.seen).toEqual([])
  })

  test('another origin is given no leave', async () => {
    expect(await preflight('https://evil.example')).not.toHaveProperty('access-control-allow-origin')
  })
})

test('headers are set, added and removed on the way there and back', async () => {
  const request = { set: { 'x-set': 'new' }, add: { 'x-add': 'more' }, remove: ['x-gone'] }
  await route({ headers: { request, response: { set: { 'x-back': 'yes' }, remove: ['x-app-inner'] } }, ...v1 })
  const { headers } = await mesh.ask('/', { 'x-set': 'old', 'x-add': 'first', 'x-gone': 'here' })
  expect(mesh.seen[0]?.headers).toMatchObject({ 'x-set': 'new', 'x-add': 'first, more' })
  expect(mesh.seen[0]?.headers).not.toHaveProperty('x-gone')
  expect(headers).toMatchObject({ 'x-back': 'yes' })
  expect(headers).not.toHaveProperty('x-app-inner')
})

describe('timeouts', () => {
  test('a route without one waits, as Istio does', async () => {
    await route(v1)
    expect((await mesh.ask('/', { 'x-app-delay-ms': '1200' })).status).toBe(200)
  })

  test('a route with one ends the request with 504', async () => {
    await route({ timeout: '0.3s', ...v1 })
    const { answer, ms } = await timed(() => mesh.ask('/', { 'x-app-delay-ms': '3000' }))
    expect(answer.status).toBe(504)
    expect(ms).toBeLessThan(1_500)
  })
})

describe('retries', () => {
  test("Istio's default does not repeat an answer of 503", async () => {
    await route(v1)
    expect((await mesh.ask('/', { 'x-app-status': '503' })).status).toBe(503)
    expect(mesh.seen).toHaveLength(1)
  })

  test("Istio's default finds another endpoint when one can't be connected to", async () => {
    const [client, ...servers] = [mesh.client, ...mesh.servers]
    const pods = servers.map(({ podIp }, index) => ({ ip: podIp, pod: `reviews-v${index + 1}` }))
    const ports = [
      { name: 'http', port: 9080 },
      { name: 'tcp-greeting', port: greetingPort },
    ]
    mesh.lab.store.upsert(aPod({ name: 'ghost', ip: nowhere, labels: { app: 'reviews', version: 'v1' } }))
    mesh.lab.store.replace('EndpointSlice', [aSlice('reviews', ports, [...pods, { ip: nowhere, pod: 'ghost' }])])
    await route(both)
    await eventually(async () => {
      const text = await (await fetch(`http://${client.podIp}:15000/clusters`)).text()
      return text.includes(`outbound|9080||reviews.shop.svc.cluster.local::${nowhere}:9080`) ? true : undefined
    })
    const answers = []
    for (let index = 0; index < 30; index += 1) answers.push((await mesh.ask()).status)
    expect(new Set(answers)).toEqual(new Set([200]))
    const stats = await (await fetch(`http://${client.podIp}:15000/clusters`)).text()
    expect(stats).toMatch(new RegExp(`::${nowhere}:9080::cx_connect_fail::[1-9]`))
    mesh.lab.store.replace('EndpointSlice', [aSlice('reviews', ports, pods)])
  })

  test('a rule of its own says how often and on what', async () => {
    await route({ retries: { attempts: 3, retryOn: '5xx' }, ...v1 })
    expect((await mesh.ask('/', { 'x-app-status': '503' })).status).toBe(503)
    expect(mesh.seen).toHaveLength(4)
  })

  test('attempts 0 switch them off', async () => {
    await route({ retries: { attempts: 0 }, ...v1 })
    expect((await mesh.ask('/', { 'x-app-status': '503' })).status).toBe(503)
    expect(mesh.seen).toHaveLength(1)
  })

  test('a time limit for each try ends the slow one and tries again', async () => {
    await route({ retries: { attempts: 2, perTryTimeout: '0.25s', retryOn: 'reset,connect-failure' }, ...v1 })
    expect((await mesh.ask('/', { 'x-app-delay-ms': '2000' })).status).toBe(504)
    expect(mesh.seen).toHaveLength(3)
  })
})

test('outlier detection puts a failing endpoint out of the round', async () => {
  await route(both)
  await policy({
    outlierDetection: { consecutive5xxErrors: 3, interval: '0.5s', baseEjectionTime: '60s', maxEjectionPercent: 100 },
  })
  const failing = { 'x-app-version': 'v1', 'x-app-status': '500' }
  await eventually(async () => {
    const answers = []
    for (let index = 0; index < 10; index += 1) answers.push((await mesh.ask('/', failing)).status)
    return answers.every((status) => status === 200) ? true : undefined
  }, 15_000)
  await policy({})
})

test('weights of a TCP route are shares of connections', async () => {
  const slices = [80, 20].map((weight, index) => ({
    destination: { host: 'reviews', subset: `v${index + 1}` },
    weight,
  }))
  await inForce(
    anIstioObject(
      'VirtualService',
      { name: 'reviews' },
      {
        hosts: ['reviews'],
        http: [v1],
        tcp: [{ match: [{ port: greetingPort }], route: slices }],
      },
    ),
  )
  const greetings = []
  for (let index = 0; index < 200; index += 1) greetings.push(await greeting())
  const second = greetings.filter((text) => text === 'v2').length
  expect(greetings.filter((text) => text === 'v1').length + second).toBe(200)
  // Five standard deviations around 40.
  expect(second).toBeGreaterThan(12)
  expect(second).toBeLessThan(68)
  await inForce(split(1, 0))
})

function greeting(): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    const socket = connect(greetingPort, mesh.client.serviceAddress(0))
    socket.on('data', (data) => (text += data.toString()))
    socket.once('close', () => resolve(text))
    socket.once('error', reject)
  })
}
