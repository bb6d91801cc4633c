import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { scalar } from '../bench/console-api.ts'
import { holds, quantile, record, table, type Figure } from '../bench/figure.ts'
import { acknowledgedAt, failedRequests } from '../bench/propagation.ts'
import { reviewsRoute } from '../bench/reviews-route.ts'
import { eventually, startMesh, type MeshInstance } from '../support/mesh-instance.ts'
import { graphTruth } from './graph-truth.ts'

/** Large counts under 100 requests per second; a short-lived certificate makes every workload rotate often meanwhile. */
const changes = 1_000
const restarts = 20
const environment = { HEDDLE_TRAFFIC_RPS: '100', HEDDLE_CERT_TTL_SECONDS: '120' }

const truth = graphTruth()
const dir = mkdtempSync(join(tmpdir(), 'heddle-deep-'))
const mesh = await startMesh(dir, environment)
try {
  await eventually('traffic', 90_000, async () =>
    (await scalar(mesh.state, 'sum(heddle_traffic_requests_total)')) > 500 ? true : undefined,
  )
  const figures = [...truth, ...(await manyShifts(mesh)), ...(await controlPlaneRestarts(mesh))]
  process.stdout.write(`${table(figures)}\n\n${record('deep', figures, new Date())}\n`)
  process.exitCode = figures.every(holds) ? 0 : 1
} finally {
  await mesh.stop()
  rmSync(dir, { recursive: true, force: true })
}

async function manyShifts({ state }: MeshInstance): Promise<Figure[]> {
  const route = await reviewsRoute(state)
  const failed = await failedRequests(state)
  const durations: number[] = []
  for (let index = 0; index < changes; index++) {
    const share = (index * 37) % 101
    const { resourceVersion, acceptedAt } = await route.setWeights([share, 100 - share])
    durations.push((await acknowledgedAt(state, resourceVersion)) - acceptedAt)
  }
  return [
    {
      name: `failed requests in ${changes} weight changes`,
      value: (await failedRequests(state)) - failed,
      unit: '',
      limit: { atMost: 0 },
    },
    {
      name: `write accepted to all proxies ACKed, p99 of ${changes}`,
      value: quantile(durations, 0.99),
      unit: 'ms',
      limit: { atMost: 1_000 },
    },
  ]
}

async function controlPlaneRestarts({ state, dir: home }: MeshInstance): Promise<Figure[]> {
  const failed = await failedRequests(state)
  const route = await reviewsRoute(state)
  const seconds: number[] = []
  for (let index = 0; index < restarts; index++) {
    process.kill(pidOf(home, 'control-plane'), 'SIGKILL')
    const started = Date.now()
    const { resourceVersion } = await route.setWeights(index % 2 === 0 ? [50, 50] : [90, 10])
    await eventually('the route on every proxy', 30_000, () => acknowledgedAt(state, resourceVersion))
    seconds.push((Date.now() - started) / 1000)
  }
  return [
    {
      name: `failed requests over ${restarts} killed control planes`,
      value: (await failedRequests(state)) - failed,
      unit: '',
      limit: { atMost: 0 },
    },
    {
      name: 'slowest recovery after a killed control plane',
      value: Math.max(...seconds),
      unit: 's',
      limit: { atMost: 5 },
    },
  ]
}

function pidOf(home: string, name: string): number {
  const { children } = JSON.parse(readFileSync(join(home, 'instance.json'), 'utf8')) as {
    children: Record<string, { pid: number }>
  }
  const child = children[name]
  if (child === undefined) throw new Error(`${name} does not run`)
  return child.pid
}
