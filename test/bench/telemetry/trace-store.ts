import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { freePorts } from '../../support/free-ports.ts'
import { root } from '../../support/source-files.ts'
import { quantile, type Figure } from '../figure.ts'
import { exportRequest, spansPerTrace } from './synthetic-traces.ts'

const traces = 20_000
const tracesPerRequest = 100
const searches = 120

/** The bundled store as the mesh runs it, in a process of its own. */
export interface TraceStore {
  readonly child: ChildProcess
  readonly dir: string
  readonly queryUrl: string
  readonly otlpUrl: string
}

/** Ingest, search, memory and disk over 20,000 traces. */
export async function traceStoreFigures(): Promise<Figure[]> {
  const store = await startTraceStore()
  try {
    const ingest = await ingestAll(store)
    const times = await searchTimes(store)
    return [
      {
        name: 'spans taken per second of the CPU of the store',
        value: ingest.perCpuSecond,
        unit: 'spans/s',
        limit: { atLeast: 2_000 },
      },
      { name: 'spans taken per second by the clock', value: ingest.perSecond, unit: 'spans/s' },
      { name: `search over ${traces} traces, p95`, value: quantile(times, 0.95), unit: 'ms', limit: { atMost: 300 } },
      { name: `search over ${traces} traces, median`, value: quantile(times, 0.5), unit: 'ms' },
      { name: 'memory of the store after it', value: residentMiB(store), unit: 'MiB', limit: { atMost: 400 } },
      { name: 'disk for a million spans', value: (diskMiB(store) / (traces * spansPerTrace)) * 1_000_000, unit: 'MiB' },
    ]
  } finally {
    await stopTraceStore(store)
  }
}

/** Starts an empty store on free ports. */
export async function startTraceStore(): Promise<TraceStore> {
  const dir = mkdtempSync(join(tmpdir(), 'heddle-trace-bench-'))
  const [query = 0, grpc = 0, http = 0] = await freePorts(3)
  const env = {
    ...process.env,
    HEDDLE_DIR: dir,
    HEDDLE_TRACING_PORT: String(query),
    HEDDLE_OTLP_GRPC_PORT: String(grpc),
    HEDDLE_OTLP_HTTP_PORT: String(http),
  }
  const command = join(root, 'node_modules/.bin/node')
  const main = join(root, 'mesh/observability/trace-store/main.ts')
  const child = spawn(command, [main], { env, stdio: 'ignore' })
  const store = { child, dir, queryUrl: `http://127.0.0.1:${query}`, otlpUrl: `http://127.0.0.1:${http}/v1/traces` }
  while (!(await answers(`${store.queryUrl}/api/services`))) {
    if (child.exitCode !== null) throw new Error(`the trace store ended with code ${child.exitCode}`)
    await wait(100)
  }
  return store
}

/** Ends the store and removes what it kept. */
export async function stopTraceStore({ child, dir }: TraceStore): Promise<void> {
  child.kill('SIGTERM')
  await once(child, 'exit')
  rmSync(dir, { recursive: true, force: true })
}

const answers = (url: string) =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  )

async function ingestAll(store: TraceStore): Promise<{ perSecond: number; perCpuSecond: number }> {
  const nowMs = Date.now()
  const [started, cpuBefore] = [performance.now(), cpuSeconds(store)]
  for (let from = 0; from < traces; from += tracesPerRequest)
    await sendSpans(store, exportRequest({ from, count: tracesPerRequest, nowMs }))
  const spans = traces * spansPerTrace
  await waitUntilWritten(store, spans)
  const seconds = (performance.now() - started) / 1_000
  return { perSecond: spans / seconds, perCpuSecond: spans / (cpuSeconds(store) - cpuBefore) }
}

/** Sends OTLP's JSON. A store that is behind says so; a sender waits, as Envoy and the SDKs do. */
export async function sendSpans({ otlpUrl }: TraceStore, body: string): Promise<void> {
  for (;;) {
    const response = await fetch(otlpUrl, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    await response.arrayBuffer()
    if (response.ok) return
    if (response.status !== 429 && response.status !== 503)
      throw new Error(`the trace store answered ${response.status}`)
    await wait(100)
  }
}

/** Resolves when so many spans are in the database. */
export async function waitUntilWritten(store: TraceStore, spans: number): Promise<void> {
  while ((await written(store)) < spans) await wait(100)
}

/** Spans that were received and no longer wait. */
async function written({ queryUrl }: TraceStore): Promise<number> {
  const text = await fetch(`${queryUrl}/metrics`).then((response) => response.text())
  const sum = (name: string) =>
    [...text.matchAll(new RegExp(`^\\w+_${name}(?:{[^}]*})? (\\d+)`, 'gm'))].reduce(
      (total, [, value]) => total + Number(value),
      0,
    )
  return sum('spans_received_total') - sum('queued_spans')
}

/** The searches that a reader makes: by service, operation, status, duration, and a part of the time. */
async function searchTimes({ queryUrl }: TraceStore): Promise<number[]> {
  const end = Date.now() * 1_000
  const kinds: readonly Record<string, string>[] = [
    {},
    { tags: '{"error":"true"}' },
    { tags: '{"http.status_code":"503"}' },
    { minDuration: '500ms' },
    { operation: 'reviews.bookinfo.svc.cluster.local:9080/*' },
    { tags: '{"istio.canonical_revision":"v2"}', minDuration: '10ms' },
    { start: String(end - 1_800_000_000), end: String(end - 900_000_000) },
    { tags: '{"nothing":"has this"}' },
  ]
  const times: number[] = []
  for (let index = 0; index < searches; index++) {
    const kind = kinds[index % kinds.length] ?? {}
    const window = { start: String(end - 3_600_000_000), end: String(end) }
    const query = new URLSearchParams({ service: 'reviews.bookinfo', limit: '20', ...window, ...kind })
    const started = performance.now()
    const response = await fetch(`${queryUrl}/api/traces?${query.toString()}`)
    await response.arrayBuffer()
    times.push(performance.now() - started)
  }
  return times
}

function cpuSeconds({ child }: TraceStore): number {
  const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  // Clock ticks are hundredths of a second on Linux.
  return (Number(fields[11]) + Number(fields[12])) / 100
}

function residentMiB({ child }: TraceStore): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0) / 1_024
}

function diskMiB({ dir }: TraceStore): number {
  const folder = join(dir, 'traces')
  return readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0) / 1_048_576
}
