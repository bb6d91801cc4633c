import { quantile, type Figure } from '../figure.ts'
import { base, queriesAsked, timedGraph, type TimedGraph } from './graph-console.ts'
import { meshes, type MeshName } from './synthetic-mesh.ts'

/** What the issue asks of one mesh, in milliseconds. */
const limits = {
  S: { base: 100, runs: 20 },
  SM: { base: 300, runs: 15 },
  M: { base: 500, runs: 15 },
  L: { base: 2_000, runs: 10 },
} as const satisfies Record<MeshName, { base: number; runs: number }>
/** How far a p95 may be from what the p50 may be. */
const TAIL = 1.6
/** What the p50 and the p95 of base layers and percentiles together may be; asked of the smallest mesh only. */
const WHOLE_S_MS = 400
const WHOLE_S_P95_MS = 650
const WARM_MS = 50
const MOST_QUERIES = 8
/** Moments that no answer was kept for are so many seconds apart; all lie within the 15 s that samples cover. */
const APART = 0.25

export type Asked = { url: string; endSeconds: number; name: MeshName }

/** Cold and warm answers with the base layers, and what the whole answer weighs. */
export async function baseFigures({ url, endSeconds, name }: Asked): Promise<Figure[]> {
  const { base: limit, runs } = limits[name]
  const cold = await coldRuns({ url, endSeconds, name }, base, runs)
  const warm: TimedGraph[] = []
  for (let run = 0; run < runs; run++) warm.push(await asked({ url, name }, `layers=${base}&at=${endSeconds}`))
  const { gzipBytes } = await asked({ url, name }, `layers=${base}&at=${endSeconds}`)
  return [
    { name: `${name}: cold, base layers, p50`, value: median(cold), unit: 'ms', limit: { atMost: limit } },
    { name: `${name}: cold, base layers, p95`, value: p95(cold), unit: 'ms', limit: { atMost: limit * TAIL } },
    // The first one made the answer.
    { name: `${name}: warm, p50`, value: median(warm.slice(1)), unit: 'ms', limit: { atMost: WARM_MS } },
    {
      name: `${name}: answer with the base layers, gzip`,
      value: gzipBytes / 1_000,
      unit: 'kB',
      ...(name === 'M' && { limit: { atMost: 150 } }),
    },
  ]
}

/** All layers at once: how many queries that takes, how long, and what the answer weighs. */
export async function wholeFigures(of: Asked): Promise<Figure[]> {
  const { runs } = limits[of.name]
  const whole = await coldRuns(of, `${base},percentiles`, Math.ceil(runs / 2))
  const every = await coldRuns(of, 'rates,mtls,latency,percentiles,throughput,health,config', 2)
  return [
    {
      name: `${of.name}: cold, base layers and percentiles from raw histograms, p50`,
      value: median(whole),
      unit: 'ms',
      ...(of.name === 'S' && { limit: { atMost: WHOLE_S_MS } }),
    },
    {
      name: `${of.name}: cold, base layers and percentiles from raw histograms, p95`,
      value: p95(whole),
      unit: 'ms',
      ...(of.name === 'S' && { limit: { atMost: WHOLE_S_P95_MS } }),
    },
    {
      name: `${of.name}: PromQL queries with every layer`,
      value: Math.max(...every.map(({ queries }) => queries)),
      unit: '',
      limit: { atMost: MOST_QUERIES },
    },
    {
      name: `${of.name}: answer with every layer, gzip`,
      value: (every[0]?.gzipBytes ?? Number.NaN) / 1_000,
      unit: 'kB',
      ...(of.name === 'M' && { limit: { atMost: 150 } }),
    },
  ]
}

/** Viewers of one view: all answers of ten against the answer of one, and queries of a hundred against those of one. */
export async function viewerFigures({ url, endSeconds, name }: Asked): Promise<Figure[]> {
  const ratios: number[] = []
  for (let run = 0; run < 5; run++) {
    const one = await asked({ url, name }, `layers=${base}&at=${moment(endSeconds, 2 * run)}`)
    const at = moment(endSeconds, 2 * run + 1)
    const ten = await Promise.all(Array.from({ length: 10 }, () => asked({ url, name }, `layers=${base}&at=${at}`)))
    ratios.push(Math.max(...ten.map(({ ms }) => ms)) / one.ms)
  }
  const before = await queriesAsked(url)
  await asked({ url, name }, `layers=${base}&at=${moment(endSeconds, 10)}`)
  const ofOne = (await queriesAsked(url)) - before
  await Promise.all(
    Array.from({ length: 100 }, () => asked({ url, name }, `layers=${base}&at=${moment(endSeconds, 11)}`)),
  )
  const ofHundred = (await queriesAsked(url)) - before - ofOne
  return [
    {
      name: `${name}: ten viewers at once, last answer against one viewer's`,
      value: quantile(ratios, 0.5),
      unit: '×',
      limit: { atMost: 1.2 },
    },
    {
      name: `${name}: queries of 100 viewers more than of one`,
      value: (ofHundred / ofOne - 1) * 100,
      unit: '%',
      limit: { atMost: 20 },
    },
  ]
}

const moment = (endSeconds: number, run: number) => endSeconds - APART * (run + 1)

async function coldRuns({ url, endSeconds, name }: Asked, layers: string, runs: number): Promise<TimedGraph[]> {
  const cold: TimedGraph[] = []
  // The first one warms the program, not the cache.
  for (let run = 0; run <= runs; run++)
    cold.push(await asked({ url, name }, `layers=${layers}&at=${moment(endSeconds, run) - layers.length / 1_000}`))
  return cold.slice(1)
}

async function asked({ url, name }: Pick<Asked, 'url' | 'name'>, query: string): Promise<TimedGraph> {
  const graph = await timedGraph(url, query)
  const wanted = meshes[name].edges
  if (graph.edges !== wanted) throw new Error(`${query} has ${graph.edges} edges of ${wanted}`)
  if (query.includes('percentiles') && graph.withP95 !== wanted)
    throw new Error(`${query} has percentiles of ${graph.withP95} edges of ${wanted}`)
  return graph
}

const times = (runs: readonly TimedGraph[]) => runs.map(({ ms }) => ms)
const median = (runs: readonly TimedGraph[]) => quantile(times(runs), 0.5)
const p95 = (runs: readonly TimedGraph[]) => quantile(times(runs), 0.95)
