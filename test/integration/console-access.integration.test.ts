import { request as httpRequest } from 'node:http'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createLogger } from '../../lib/platform/logger.ts'
import { startClusterApi, type ClusterApi } from '../../mesh/cluster/api/start.ts'
import { KubeconfigConnection } from '../../lib/sources/kubernetes/connection.ts'
import { ClusterSource, reflectorDefaults } from '../../lib/sources/kubernetes/kubernetes-source.ts'
import { namespace } from '../support/cluster-objects.ts'
import { startConsole, type ConsoleProcess } from '../support/console-process.ts'
import { eventually } from '../support/mesh-instance.ts'
import { sourceFiles } from '../support/source-files.ts'

// Every route that the app/ tree has, asked for without a session in every form that once got past a framework's guard.

const canary = 'canary-of-the-tests'
const parentOrigin = 'https://portal.example'
let dir = ''
let api: ClusterApi
let web: ConsoleProcess

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'heddle-access-'))
  const logger = createLogger('test', 'silent')
  api = await startClusterApi({ heddleDirectory: dir, port: 0, hooks: [], logger, now: () => new Date() })
  const clock = { ...reflectorDefaults, now: () => Date.now(), random: Math.random }
  const admin = new ClusterSource(new KubeconfigConnection(join(dir, 'kubeconfig')), clock)
  const key = { kind: 'Namespace', namespace: null, name: canary } as const
  await admin.create(key, namespace(canary), { dryRun: false, fieldManager: 'test' })
  admin.stop()
  web = await startConsole(dir, {
    KUBECONFIG: join(dir, 'kubeconfigs/console.kubeconfig'),
    HEDDLE_FRAME_ANCESTORS: parentOrigin,
  })
  await eventually('the console knows the canary', 20_000, async () =>
    (await bearer('/api/namespaces')).body.includes(canary) ? true : undefined,
  )
})
afterAll(async () => {
  await web.stop()
  await api.close()
  rmSync(dir, { recursive: true, force: true })
})

interface Answer {
  readonly status: number
  readonly body: string
  readonly headers: Headers
}

async function ask(path: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(`${web.url}${path}`, {
    redirect: 'manual',
    signal: AbortSignal.timeout(20_000),
    ...init,
  })
  return { status: response.status, body: await response.text(), headers: response.headers }
}
/** Next sends a component request without its mark (`_rsc`) to the same address with it: that is asked too. */
async function askOnward(path: string, headers: Record<string, string>): Promise<Answer> {
  const answer = await ask(path, { headers })
  const location = answer.headers.get('location')
  if (answer.status !== 307 || location === null) return answer
  const onward = new URL(location, web.url)
  expect(onward.origin).toBe(new URL(web.url).origin)
  return ask(`${onward.pathname}${onward.search}`, { headers })
}
const bearer = (path: string, init: RequestInit = {}) =>
  ask(path, { ...init, headers: { authorization: `Bearer ${web.token}`, 'content-type': 'application/json' } })

/** `app/(console)/workloads/[namespace]/[name]/page.tsx` → `/workloads/canary-of-the-tests/canary-of-the-tests`. */
function routesOf(file: 'page.tsx' | 'route.ts'): string[] {
  return sourceFiles()
    .filter(({ path }) => path.startsWith('app/') && path.endsWith(`/${file}`))
    .map(({ path }) =>
      path
        .slice('app'.length, -file.length - 1)
        .replaceAll(/\/\([^)]*\)/g, '')
        .replaceAll(/\[[^\]]*\]/g, canary),
    )
    .map((path) => (path === '' ? '/' : path))
}

/** Forms of a path that reach the same handler in some framework, proxy or file system. */
function formsOf(path: string): string[] {
  const encoded = path.replace(/[a-z](?=[^/]*$)/, (letter) => `%${letter.charCodeAt(0).toString(16)}`)
  return [
    path,
    `${path}/`,
    `/${path}`,
    encoded,
    `${path}.rsc`,
    `${path}?_rsc=abc`,
    path.toUpperCase(),
    `/./${path}`,
    `${path}/.`,
  ]
}

const frameworkHeaders: readonly Record<string, string>[] = [
  {},
  { authorization: 'Bearer nope' },
  { cookie: 'heddle_session=nope' },
  { rsc: '1', 'next-router-prefetch': '1' },
  { 'x-middleware-subrequest': 'middleware:middleware:middleware:middleware:middleware' },
  { 'x-forwarded-host': 'localhost', 'x-forwarded-for': '127.0.0.1', 'impersonate-user': 'admin' },
]

const open = new Set(['/api/healthz', '/api/session', '/login'])

describe('without a session', () => {
  test.each(routesOf('route.ts').filter((path) => !open.has(path)))('%s answers nobody', async (path) => {
    for (const form of formsOf(path))
      for (const headers of frameworkHeaders) {
        const { status, body } = await askOnward(form, headers)
        expect([308, 400, 401, 403, 404, 405], `${form} ${JSON.stringify(headers)}`).toContain(status)
        expect(body).not.toContain(`"${canary}"`)
      }
  })
  test.each(routesOf('page.tsx').filter((path) => !path.startsWith('/embed/')))('%s shows nothing', async (path) => {
    for (const form of formsOf(path))
      for (const headers of frameworkHeaders) {
        const { status, body } = await ask(form, { headers })
        expect(status, form).toBeLessThan(500)
        expect(body).not.toMatch(/"items"|"edges"|labels.{0,20}kubernetes\.io/)
      }
  })
  test('the login address without a token is no wrong token: it leads to the sign-in page, as often as it is opened', async () => {
    for (let time = 0; time < 7; time += 1) {
      const { status, headers } = await ask('/login')
      expect([status, headers.get('location')]).toEqual([303, '/sign-in?returnTo=%2Foverview'])
    }
  })
  test.each(routesOf('page.tsx').filter((path) => path.startsWith('/embed/')))('%s is a shell', async (path) => {
    const { status, body, headers } = await ask(path)
    expect(status).toBe(200)
    expect(body).not.toMatch(/"items"|"edges"|kubernetes\.io/)
    expect(headers.get('x-frame-options')).toBeNull()
    expect(headers.get('content-security-policy')).toContain(`frame-ancestors 'self' ${parentOrigin}`)
  })
  test('writes are refused whatever method they come by', async () => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
      for (const path of ['/api/changes', '/api/embed-tokens', '/api/changes/1/revert'])
        expect([401, 403, 404, 405]).toContain((await ask(path, { method, body: '{}' })).status)
  })
})

describe('the front', () => {
  const raw = (path: string, headers: Record<string, string>) =>
    new Promise<number>((resolve, reject) => {
      const { hostname, port } = new URL(web.url)
      httpRequest({ hostname, port, path, headers }, (response) => {
        response.resume()
        resolve(response.statusCode ?? 0)
      })
        .on('error', reject)
        .end()
    })
  test.each([
    ['a foreign Host', '/api/namespaces', { host: 'evil.example' }],
    ['an absolute-form target', 'http://169.254.169.254/latest', {}],
    ['an upgrade', '/api/live', { upgrade: 'websocket', connection: 'upgrade' }],
  ])('refuses %s', async (_what, path, headers) => {
    expect(await raw(path, { authorization: `Bearer ${web.token}`, ...headers })).toBeGreaterThanOrEqual(400)
  })
  test('sends its headers with every answer, errors included', async () => {
    for (const path of ['/api/graph', '/overview', '/no-such-page', '/api/no-such-route', '/sign-in']) {
      const { headers } = await ask(path)
      const policy = headers.get('content-security-policy') ?? ''
      expect(policy).toContain("frame-ancestors 'self'")
      expect(policy).not.toMatch(/script-src[^;]*'unsafe-(inline|eval)'/)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('cache-control')).toContain('no-store')
    }
  })
  test('two answers never share a nonce', async () => {
    const nonces = await Promise.all(
      [1, 2].map(
        async () => /'nonce-([^']+)'/.exec((await ask('/sign-in')).headers.get('content-security-policy') ?? '')?.[1],
      ),
    )
    expect(nonces[0]).not.toBe(nonces[1])
  })
  test('a body that is too large is refused before it is parsed', async () => {
    const body = JSON.stringify({ kind: 'x'.repeat(1_100_000) })
    expect((await bearer('/api/changes', { method: 'POST', body })).status).toBe(413)
  })
})

describe('an embed token', () => {
  const issue = (different: Record<string, unknown> = {}) =>
    bearer('/api/embed-tokens', {
      method: 'POST',
      body: JSON.stringify({ view: 'graph', namespaces: [canary], origin: parentOrigin, ttlSeconds: 60, ...different }),
    })
  test('reads its namespaces, and neither others nor writes nor the console itself', async () => {
    const { token } = JSON.parse((await issue()).body)
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const own = await ask('/api/namespaces', { headers })
    expect([own.status, own.body.includes(canary), own.body.includes('kube-system')]).toEqual([200, true, false])
    expect((await ask('/api/namespaces?namespaces=istio-system', { headers })).status).toBe(403)
    for (const path of ['/api/changes', '/api/embed-tokens'])
      expect((await ask(path, { headers, method: 'POST', body: '{}' })).status).toBe(403)
    expect((await ask('/api/metrics', { headers })).status).toBe(403)
    expect((await ask('/overview', { headers })).status).toBe(307)
  })
  test.each([
    ['a foreign origin', { origin: 'https://evil.example' }],
    ['a pattern of origins', { origin: 'https://*.example' }],
    ['too long a life', { ttlSeconds: 901 }],
    ['no namespace', { namespaces: [] }],
    ['an unknown view', { view: 'routing' }],
    ['a further field', { admin: true }],
  ])('is not given for %s', async (_what, different) => {
    expect((await issue(different)).status).toBe(400)
  })
})

describe('bad input', () => {
  test.each([
    ['/api/graph?window=-1', 400],
    ['/api/graph?namespaces=a%22%7D', 400],
    ['/api/graph?window=60s&window=5m', 400],
    ['/api/graph?namespaces=nope', 404],
    ['/api/edges/%25zz', 404],
    ['/api/edges/%00', 404],
    ['/api/workloads/nope/x', 404],
    ['/api/workloads/NOPE/x', 400],
    ['/api/traces/xyz', 400],
    ['/api/logs', 400],
    ['/api/config/Secret/kube-system/x', 400],
    ['/api/live?topics=all', 400],
  ])('%s is %i with one sentence', async (path, status) => {
    const answer = await bearer(path)
    expect(answer.status).toBe(status)
    expect(JSON.parse(answer.body).error.message.length).toBeGreaterThan(10)
  })
})
