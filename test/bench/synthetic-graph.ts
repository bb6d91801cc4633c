import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright'
import { freePorts } from '../support/free-ports.ts'
import { eventually } from '../support/mesh-instance.ts'
import { root } from '../support/source-files.ts'
import { toolPath } from '../support/tools.ts'
import { quantile, type Benchmark, type Figure } from './figure.ts'
import type { SyntheticMesh } from './synthetic-mesh.ts'
import { serveSyntheticMesh } from './synthetic-prometheus.ts'

const mesh = { namespaces: 10, workloads: 100, edges: 300 }
/** What is drawn, and how long it may take from the answer; above the drawing budget most of it is folded. */
const drawings = [
  { mesh, atMost: 1_500 },
  { mesh: { namespaces: 30, workloads: 300, edges: 900 }, atMost: 2_500 },
  { mesh: { namespaces: 50, workloads: 1_000, edges: 3_000 }, atMost: 4_000 },
]
const runs = 20
const token = 'synthetic-graph-benchmark-token-0001'
const base = 'rates,mtls,latency,health'
type Console = { url: string; stop: () => Promise<void> }

/** The graph of synthetic meshes: what the API takes cold at 100 workloads, and what Chromium takes to draw each. */
export const syntheticGraph: Benchmark = {
  name: 'graph',
  async run() {
    const figures: Figure[] = []
    for (const drawing of drawings)
      figures.push(
        ...(await onMesh(drawing.mesh, async (url, endSeconds) => [
          ...(drawing.mesh === mesh ? await apiFigures(url, endSeconds) : []),
          ...(await drawingFigures(url, endSeconds, drawing)),
        ])),
      )
    return figures
  },
}

/** Serves a mesh from a Prometheus and a console of its own while `measure` runs. */
async function onMesh(
  served: SyntheticMesh,
  measure: (url: string, endSeconds: number) => Promise<Figure[]>,
): Promise<Figure[]> {
  const dir = mkdtempSync(join(tmpdir(), 'heddle-graph-'))
  const endSeconds = Math.floor(Date.now() / 1000)
  const times = { endSeconds, stepSeconds: 10, count: 13 }
  const prometheus = await serveSyntheticMesh(join(dir, 'prometheus'), served, times)
  const console = await startConsole(dir, prometheus.url)
  try {
    return await measure(console.url, endSeconds)
  } finally {
    await console.stop()
    await prometheus.stop()
    rmSync(dir, { recursive: true, force: true })
  }
}

async function startConsole(dir: string, prometheusUrl: string): Promise<Console> {
  const [port] = await freePorts(1)
  const url = `http://127.0.0.1:${port ?? 0}`
  const unreachable = 'http://127.0.0.1:9'
  const env = {
    ...process.env,
    NODE_ENV: 'production' as const,
    HOST: '127.0.0.1',
    PORT: String(port),
    PROMETHEUS_URL: prometheusUrl,
    TRACING_URL: unreachable,
    HEDDLE_TOKEN: token,
    HEDDLE_DATA: join(dir, 'console'),
    KUBECONFIG: join(dir, 'absent'),
  }
  const child = spawn(process.execPath, [join(root, 'lib/server/main.ts')], { cwd: root, env, stdio: 'inherit' })
  await eventually('the console', 30_000, async () => ((await fetch(`${url}/api/healthz`)).ok ? true : undefined))
  const stop = async () => {
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
  return { url, stop }
}

/** Each request asks for another second, so that no answer comes from the cache. */
async function apiFigures(url: string, endSeconds: number): Promise<Figure[]> {
  const baseTimes: number[] = []
  const fullTimes: number[] = []
  let queries = 0
  await timed(url, `/api/graph?window=60s&layers=${base}&at=${endSeconds}`)
  for (let run = 0; run < runs; run++) {
    baseTimes.push((await timed(url, `/api/graph?window=60s&layers=${base}&at=${endSeconds - 1 - run}`)).ms)
    const full = await timed(url, `/api/graph?window=60s&layers=${base},percentiles&at=${endSeconds - 1.5 - run}`)
    fullTimes.push(full.ms)
    queries = Math.max(queries, full.queries)
  }
  return [
    { name: 'cold graph API, base layers, p50', value: quantile(baseTimes, 0.5), unit: 'ms', limit: { atMost: 100 } },
    { name: 'cold graph API, base layers, p95', value: quantile(baseTimes, 0.95), unit: 'ms', limit: { atMost: 160 } },
    {
      name: 'cold graph API with percentiles, p50',
      value: quantile(fullTimes, 0.5),
      unit: 'ms',
      limit: { atMost: 400 },
    },
    {
      name: 'cold graph API with percentiles, p95',
      value: quantile(fullTimes, 0.95),
      unit: 'ms',
      limit: { atMost: 650 },
    },
    { name: 'PromQL queries of one graph', value: queries, unit: '', limit: { atMost: 8 } },
  ]
}

async function timed(url: string, path: string): Promise<{ ms: number; queries: number }> {
  const started = performance.now()
  const response = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${token}` } })
  const graph = (await response.json()) as { edges: unknown[]; queries: number }
  if (graph.edges.length !== mesh.edges) throw new Error(`${path} has ${graph.edges.length} edges of ${mesh.edges}`)
  return { ms: performance.now() - started, queries: graph.queries }
}

async function drawingFigures(
  url: string,
  endSeconds: number,
  { mesh: { workloads }, atMost }: (typeof drawings)[number],
): Promise<Figure[]> {
  const browser = await chromium.launch({ executablePath: toolPath('chromium'), args: ['--no-sandbox'] })
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    await page.goto(`${url}/login?token=${token}`)
    await page.addInitScript(watchLongTasks)
    await page.goto(`${url}/graph?window=60s&at=${endSeconds}`)
    await stable(page)
    const drawn = await page.evaluate(drawingTimes)
    const before = await positions(page)
    await page.keyboard.press('r')
    await stable(page)
    const after = await positions(page)
    const moved = Object.keys(before).filter((id) => before[id] !== after[id]).length
    return [
      {
        name: `from the API's answer to drawn and still, ${workloads} workloads`,
        value: drawn.ms,
        unit: 'ms',
        limit: { atMost },
      },
      {
        name: `longest main-thread task meanwhile, ${workloads} workloads`,
        value: drawn.longestTask,
        unit: 'ms',
        limit: { atMost: 200 },
      },
      {
        name: `unchanged nodes that move on refresh, ${workloads} workloads`,
        value: moved,
        unit: '',
        limit: { atMost: 0 },
      },
    ]
  } finally {
    await browser.close()
  }
}

async function stable(page: Page): Promise<void> {
  await page.waitForSelector('[data-testid=graph][data-state=stable]', { timeout: 60_000 })
}

function watchLongTasks(): void {
  const tasks: number[] = []
  Object.assign(globalThis, { longTasks: tasks })
  new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
    type: 'longtask',
    buffered: true,
  })
}

function drawingTimes(): { ms: number; longestTask: number } {
  const at = (name: string) => performance.getEntriesByName(name)[0]?.startTime ?? Number.NaN
  const { longTasks } = globalThis as unknown as { longTasks: number[] }
  return { ms: at('heddle:graph-stable') - at('heddle:graph-data'), longestTask: Math.max(0, ...longTasks) }
}

function positions(page: Page): Promise<Record<string, string>> {
  return page.$$eval('[data-node-id]', (cards) =>
    Object.fromEntries(
      cards.map((card) => [card.getAttribute('data-node-id') ?? '', JSON.stringify(card.getBoundingClientRect())]),
    ),
  )
}
