import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { freePorts } from '../../support/free-ports.ts'
import { eventually } from '../../support/mesh-instance.ts'
import { root } from '../../support/source-files.ts'

export const token = 'synthetic-graph-benchmark-token-0001'
/** The layers that a graph shows first: rates, errors, mTLS, health and average latency. */
export const base = 'rates,mtls,latency,health'

/** A console in production mode over one Prometheus, without cluster and traces. */
export type GraphConsole = { url: string; rssMebibytes: () => number; stop: () => Promise<void> }

export async function startConsole(prometheusUrl: string): Promise<GraphConsole> {
  const dir = mkdtempSync(join(tmpdir(), 'heddle-graph-'))
  const [port = 0] = await freePorts(1)
  const url = `http://127.0.0.1:${port}`
  const env = {
    ...process.env,
    NODE_ENV: 'production' as const,
    HOST: '127.0.0.1',
    PORT: String(port),
    PROMETHEUS_URL: prometheusUrl,
    TRACING_URL: 'http://127.0.0.1:9',
    HEDDLE_TOKEN: token,
    HEDDLE_DATA: join(dir, 'console'),
    KUBECONFIG: join(dir, 'absent'),
  }
  const child = spawn(process.execPath, [join(root, 'lib/server/main.ts')], { cwd: root, env, stdio: 'inherit' })
  await eventually('the console', 60_000, async () => ((await fetch(`${url}/api/healthz`)).ok ? true : undefined))
  return {
    url,
    rssMebibytes: () => {
      const status = readFileSync(`/proc/${child.pid ?? 0}/status`, 'utf8')
      return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? Number.NaN) / 1024
    },
    stop: async () => {
      child.kill('SIGTERM')
      await once(child, 'exit')
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

export type TimedGraph = { ms: number; queries: number; edges: number; withP95: number; gzipBytes: number }

/** Asks for a graph and reads it whole. The size is that of the JSON compressed, whatever came over the wire. */
export async function timedGraph(url: string, query: string): Promise<TimedGraph> {
  const started = performance.now()
  const response = await fetch(`${url}/api/graph?window=60s&${query}`, {
    headers: { authorization: `Bearer ${token}` },
  })
  const text = await response.text()
  const ms = performance.now() - started
  if (!response.ok) throw new Error(`${query} answered ${response.status}: ${text.slice(0, 300)}`)
  const graph = JSON.parse(text) as {
    edges: { latencyMs: { p95: number | null } | null }[]
    queries: number
    degraded: { source: string; message: string }[]
  }
  const failed = graph.degraded.find(({ source }) => source === 'prometheus')
  if (failed !== undefined) throw new Error(`${query}: ${failed.message}`)
  return {
    ms,
    queries: graph.queries,
    edges: graph.edges.length,
    withP95: graph.edges.filter(({ latencyMs }) => latencyMs !== null && latencyMs.p95 !== null).length,
    gzipBytes: gzipSync(text).length,
  }
}

/** Queries that the console asked Prometheus since its start, by its own metrics. */
export async function queriesAsked(url: string): Promise<number> {
  const response = await fetch(`${url}/api/metrics`, { headers: { authorization: `Bearer ${token}` } })
  const text = await response.text()
  const counts = [
    ...text.matchAll(/^heddle_source_query_duration_seconds_count\{[^}]*source="prometheus"[^}]*\} (\d+)/gm),
  ]
  return counts.reduce((sum, [, count]) => sum + Number(count), 0)
}
