import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CapsuleRecord } from '../../lib/domain/capsule/records.ts'
import { capsuleOf } from '../../lib/sources/capsule/testing/sealed-capsule.ts'
import { startConsole, type ConsoleProcess } from '../support/console-process.ts'
import { root } from '../support/source-files.ts'

// The built console over a capsule, without any mesh: what `npm start -- --capsule FILE` runs (CA3, CA8 to CA10, CA12).

const end = 1_795_000_000
const labels = {
  reporter: 'destination',
  source_workload: 'web',
  source_workload_namespace: 'shop',
  destination_workload: 'cart',
  destination_workload_namespace: 'shop',
  destination_service: 'cart.shop.svc.cluster.local',
  destination_service_name: 'cart',
  destination_service_namespace: 'shop',
  response_code: '200',
  request_protocol: 'http',
}
const times = Array.from({ length: 100 }, (_, place) => (place === 0 ? (end - 495) * 1_000 : 5_000))
const namespace = {
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: 'shop', uid: '1', resourceVersion: '1', creationTimestamp: '2026-01-01T00:00:00Z' },
}
const records: readonly CapsuleRecord[] = [
  { part: 'configuration', type: 'object', object: namespace },
  {
    part: 'configuration',
    type: 'facts',
    version: 'v1.32.0',
    kinds: [{ kind: 'Namespace', failure: null }],
  },
  {
    part: 'metrics',
    type: 'series',
    metric: 'istio_requests_total',
    labels,
    times,
    values: times.map((_, place) => place * 35),
  },
  { part: 'metrics', type: 'facts', version: '2.42.0', aggregateLabels: [], targets: [], prometheus: null },
]

const dir = mkdtempSync(join(tmpdir(), 'heddle-capsule-'))
const file = join(dir, 'incident.capsule')
let good: Buffer
let web: ConsoleProcess

beforeAll(async () => {
  good = await capsuleOf(records, { from: end - 300, to: end, frozen: ['configuration', 'metrics'], notes: 'a note' })
  writeFileSync(file, good)
  web = await startConsole(dir, { HEDDLE_CAPSULE: file })
})
afterAll(async () => {
  await web.stop()
  rmSync(dir, { recursive: true, force: true })
})

const bearer = () => ({ authorization: `Bearer ${web.token}` })
async function json(path: string) {
  const response = await fetch(`${web.url}${path}`, { headers: bearer() })
  return { status: response.status, body: JSON.parse(await response.text()) }
}

describe('a console over a capsule', () => {
  test('says on the terminal and to its reader whose capsule it is, with its hash', async () => {
    const { body } = await json('/api/about')
    expect(body.capsule).toMatchObject({ file: 'incident.capsule', by: 'operator', to: end, notes: 'a note' })
    expect(body.user.canWrite).toBe(false)
    expect(web.output()).toContain(`read only, hash verified (sha256 ${body.capsule.sha256})`)
    expect(good.toString('latin1')).toContain(body.capsule.sha256)
  })

  test('shows the graph of the end of its time, as now', async () => {
    const { body } = await json('/api/graph?window=60s')
    expect(body.edges).toHaveLength(1)
    expect(body.edges[0].rps).toBeCloseTo(7, 5)
    expect(body.at).toBe(end)
  })

  test('names what is not in it, and shows no zero there', async () => {
    const { body } = await json('/api/traces')
    expect(body.degraded).toMatchObject([{ source: 'traces', message: 'Traces are not in this capsule.' }])
    const changes = await json('/api/changes')
    expect([changes.status, changes.body.error.message]).toEqual([503, 'Changes are not in this capsule.'])
    const { body: ready } = await json('/api/readyz')
    const states = ready.sources.map(({ source, state }: Record<string, string>) => [source, state])
    expect(states).toContainEqual(['prometheus', 'ready'])
    expect(states).toContainEqual(['logs', 'unused'])
  })

  test('refuses every write with one sentence', async () => {
    const headers = { ...bearer(), 'content-type': 'application/json' }
    for (const path of ['/api/changes', '/api/plans', '/api/capsule']) {
      const response = await fetch(`${web.url}${path}`, { method: 'POST', headers, body: '{}' })
      const body: unknown = await response.json()
      expect([path, response.status]).toEqual([path, 403])
      expect(body).toMatchObject({ error: { message: 'this is a capsule: nothing can be changed in it' } })
    }
  })

  test('draws its pages with the time standing still', async () => {
    const login = await fetch(`${web.url}/login?token=${web.token}`, { redirect: 'manual' })
    const cookie = (login.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    const page = await (await fetch(`${web.url}/overview`, { headers: { cookie } })).text()
    expect(page).toContain(`data-capsule-end="${end * 1_000}"`)
  })
})

async function run(script: string, args: readonly string[], more: Record<string, string> = {}) {
  const env = { NODE_ENV: 'production' as const, PATH: process.env['PATH'], HEDDLE_DATA: join(dir, 'console'), ...more }
  const child = spawn(process.execPath, [join(root, script), ...args], { cwd: root, env })
  let error = ''
  child.stderr.on('data', (text) => (error += String(text)))
  child.stdout.resume()
  const [code] = await once(child, 'exit')
  return { code: Number(code), lines: error.split('\n').filter((line) => line.startsWith('heddle: ')) }
}

describe('a file that is no whole capsule ends the start with one sentence', () => {
  const flipped = () => {
    const bytes = Buffer.from(good)
    bytes[200] = (bytes[200] ?? 0) ^ 1
    return bytes
  }
  test.each<[string, () => Buffer, RegExp]>([
    ['one byte changed', flipped, /was changed or damaged: its SHA-256/],
    ['something else', () => Buffer.from('{}'), /is not a capsule of Heddle/],
  ])('%s', async (_name, bytes, sentence) => {
    const bad = join(dir, 'bad.capsule')
    writeFileSync(bad, bytes())
    const { code, lines } = await run('lib/server/main.ts', [], { HEDDLE_CAPSULE: bad })
    expect(code).toBe(1)
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(sentence)
  })

  test('no file at all', async () => {
    const { code, lines } = await run('lib/server/main.ts', [], { HEDDLE_CAPSULE: join(dir, 'none') })
    expect([code, lines.length]).toEqual([1, 1])
  })

  test('an option without a file', async () => {
    const { code, lines } = await run('bin/start.mjs', ['--capsule'])
    expect([code, lines]).toEqual([1, ['heddle: --capsule needs the file of a capsule: npm start -- --capsule FILE']])
  })
})
