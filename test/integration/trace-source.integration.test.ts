import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createJaegerTraceSource } from '../../lib/sources/jaeger/trace-source.ts'
import type { TraceSearch, TraceSource } from '../../lib/sources/ports.ts'
import { findJaeger } from '../../mesh/observability/jaeger/find-jaeger.ts'
import { writeJaegerConfig } from '../../mesh/observability/jaeger/write-config.ts'
import { readMeshSettings } from '../../mesh/settings.ts'
import { freePorts } from '../support/free-ports.ts'
import { lettersOf, traceContract } from '../support/trace-contract.ts'

// One contract for every trace store: the bundled one, and the real Jaeger where there is one.

interface Store {
  readonly command: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly queryPort: number
  readonly otlpPort: number
}

const root = join(import.meta.dirname, '../..')

async function bundledStore(dir: string): Promise<Store> {
  const [query = 0, grpc = 0, http = 0] = await freePorts(3)
  const env = {
    HEDDLE_DIR: dir,
    HEDDLE_TRACING_PORT: String(query),
    HEDDLE_OTLP_GRPC_PORT: String(grpc),
    HEDDLE_OTLP_HTTP_PORT: String(http),
  }
  const command = join(root, 'node_modules/.bin/node')
  const args = [join(root, 'mesh/observability/trace-store/main.ts')]
  return { command, args, env, queryPort: query, otlpPort: http }
}

/** As the bundled mesh runs it. */
async function jaeger(dir: string, command: string): Promise<Store> {
  const [query = 0, grpc = 0, http = 0, admin = 0] = await freePorts(4)
  const ports = {
    HEDDLE_TRACING_PORT: query,
    HEDDLE_OTLP_GRPC_PORT: grpc,
    HEDDLE_OTLP_HTTP_PORT: http,
    HEDDLE_JAEGER_ADMIN_PORT: admin,
  }
  const env = Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, String(port)]))
  const config = writeJaegerConfig(readMeshSettings({ ...env, HEDDLE_DIR: dir }))
  return {
    command,
    args: ['--config', config],
    env: { OTEL_TRACES_SAMPLER: 'always_off' },
    queryPort: query,
    otlpPort: http,
  }
}

const jaegerBin = findJaeger(process.env)?.command
const stores: readonly (readonly [string, (dir: string) => Promise<Store>])[] = [
  ['the bundled store', bundledStore],
  ...(jaegerBin === undefined ? [] : [['Jaeger', (dir: string) => jaeger(dir, jaegerBin)] as const]),
]
if (jaegerBin === undefined)
  process.stdout.write('trace contract on Jaeger: not run, no JAEGER_BIN and none was built\n')

const now = Math.floor(Date.now() / 1_000)
const search: TraceSearch = { start: now - 600, end: now + 60, errorsOnly: false, limit: 20 }

interface Hop {
  readonly id: string
  readonly parent?: string
  readonly app: string
  readonly version?: string
  readonly kind: 2 | 3
  readonly offsetMs: number
  readonly durationMs: number
  readonly error?: boolean
}

const text = (key: string, value: string) => ({ key, value: { stringValue: value } })

/** One span as Envoy sends it. */
function resourceSpans(traceId: string, ageS: number, hop: Hop): object {
  const start = BigInt((now - ageS) * 1_000 + hop.offsetMs) * 1_000_000n
  const attributes = [
    text('http.status_code', hop.error === true ? '503' : '200'),
    text('response_flags', hop.error === true ? 'UF' : '-'),
    text('istio.canonical_service', hop.app),
    text('istio.canonical_revision', hop.version ?? 'v1'),
    text('istio.namespace', 'bookinfo'),
    ...(hop.error === true ? [text('error', 'true')] : []),
  ]
  const workload = text('k8s.deployment.name', `${hop.app}-${hop.version ?? 'v1'}`)
  return {
    resource: { attributes: [text('service.name', `${hop.app}.bookinfo`), workload] },
    scopeSpans: [
      {
        spans: [
          {
            traceId,
            spanId: hop.id.repeat(16),
            ...(hop.parent === undefined ? {} : { parentSpanId: hop.parent.repeat(16) }),
            name: `${hop.app}:9080/*`,
            kind: hop.kind,
            startTimeUnixNano: String(start),
            endTimeUnixNano: String(start + BigInt(hop.durationMs) * 1_000_000n),
            attributes,
            status: { code: hop.error === true ? 2 : 0 },
          },
        ],
      },
    ],
  }
}

const page: readonly Hop[] = [
  { id: '1', app: 'productpage', kind: 2, offsetMs: 0, durationMs: 100 },
  { id: '2', parent: '1', app: 'productpage', kind: 3, offsetMs: 10, durationMs: 80 },
]
const traces: readonly (readonly [string, number, readonly Hop[]])[] = [
  ['a'.repeat(32), 30, [...page, { id: '3', parent: '2', app: 'reviews', kind: 2, offsetMs: 12, durationMs: 70 }]],
  [
    'b'.repeat(32),
    20,
    [
      ...page,
      { id: '3', parent: '2', app: 'reviews', version: 'v2', kind: 2, offsetMs: 12, durationMs: 900, error: true },
    ],
  ],
  ['c'.repeat(32), 10, [...page, { id: '3', parent: '2', app: 'details', kind: 2, offsetMs: 12, durationMs: 5 }]],
]
describe.each(stores)('traces from %s', (_, prepare) => {
  const dir = mkdtempSync(join(tmpdir(), 'heddle-trace-source-'))
  let child: ChildProcess
  let source: TraceSource

  beforeAll(async () => {
    const store = await prepare(dir)
    child = spawn(store.command, store.args, { env: { ...process.env, ...store.env }, stdio: 'ignore' })
    source = createJaegerTraceSource({ url: `http://127.0.0.1:${store.queryPort}` })
    const body = JSON.stringify({
      resourceSpans: traces.flatMap(([traceId, age, hops]) => hops.map((hop) => resourceSpans(traceId, age, hop))),
    })
    const send = () =>
      fetch(`http://127.0.0.1:${store.otlpPort}/v1/traces`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      }).then(
        (answer) => answer.ok,
        () => false,
      )
    const alive = () => {
      if (child.exitCode !== null) throw new Error(`the store ended with code ${child.exitCode}`)
      return wait(100)
    }
    while (!(await send())) await alive()
    while ((await source.search(search).catch(() => ({ items: [] }))).items.length < 3) await alive()
  })

  afterAll(async () => {
    const exited = child.exitCode === null ? once(child, 'exit') : undefined
    child.kill('SIGTERM')
    await exited
    rmSync(dir, { recursive: true, force: true })
  })

  it('gives all traces, the newest first, with their root, spans, errors and services', async () => {
    const { items, limited } = await source.search(search)
    expect(items.map(({ traceId }) => traceId[0]).join('')).toBe('cba')
    expect(limited).toBe(false)
    expect(items[1]).toEqual({
      traceId: 'b'.repeat(32),
      rootService: 'productpage.bookinfo',
      rootOperation: 'productpage:9080/*',
      startUs: (now - 20) * 1_000_000,
      durationUs: 912_000,
      spanCount: 3,
      errorCount: 1,
      services: [
        { name: 'productpage.bookinfo', spans: 2 },
        { name: 'reviews.bookinfo', spans: 1 },
      ],
    })
  })

  it('says when there are more than the limit', async () => {
    expect(await source.search({ ...search, limit: 2 })).toMatchObject({ items: [{}, {}], limited: true })
  })

  it.each([...traceContract, ['time', { start: now - 25 }, 'cb'] as const])(
    'narrows by %s',
    async (...[, given, expected]) => {
      expect(await lettersOf(source.search({ ...search, ...given }))).toBe(expected)
    },
  )

  it('gives one trace with its spans in order and all that is known of each', async () => {
    const found = await source.get('b'.repeat(32))
    expect(found?.truncatedAt).toBeNull()
    expect(found?.spans.map(({ spanId, parentId }) => `${parentId?.[0] ?? '-'}${spanId[0]}`)).toEqual([
      '-1',
      '12',
      '23',
    ])
    expect(found?.spans[2]).toMatchObject({
      service: 'reviews.bookinfo',
      kind: 'server',
      startUs: (now - 20) * 1_000_000 + 12_000,
      durationUs: 900_000,
      error: true,
      httpStatus: 503,
      responseFlags: 'UF',
      workload: 'reviews-v2',
      namespace: 'bookinfo',
    })
  })

  it('knows no trace of an unknown id', async () => {
    expect(await source.get('f'.repeat(32))).toBeNull()
  })
})
