import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'

const seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

export interface RequestObservation {
  readonly route: string
  readonly method: string
  readonly status: number
  readonly seconds: number
}

/** What the console says of itself at /api/metrics. */
export interface SelfMetrics {
  readonly registry: Registry
  readonly request: (observation: RequestObservation) => void
  readonly query: (source: string, observation: { readonly seconds: number; readonly ok: boolean }) => void
  readonly cacheLookup: (hit: boolean) => void
  readonly graphSize: (type: string, size: { readonly nodes: number; readonly edges: number }) => void
  readonly liveListeners: (count: number) => void
}

export function createSelfMetrics(): SelfMetrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry, prefix: 'heddle_' })
  const requests = new Histogram({
    name: 'heddle_http_request_duration_seconds',
    help: 'Time to answer API requests.',
    labelNames: ['route', 'method', 'status'],
    buckets: seconds,
    registers,
  })
  const queries = new Histogram({
    name: 'heddle_source_query_duration_seconds',
    help: 'Time of queries to a source.',
    labelNames: ['source'],
    buckets: seconds,
    registers,
  })
  const failures = new Counter({
    name: 'heddle_source_failures_total',
    help: 'Queries to a source that failed.',
    labelNames: ['source'],
    registers,
  })
  const lookups = new Counter({
    name: 'heddle_query_cache_lookups_total',
    help: 'Look-ups in the cache of metric queries.',
    labelNames: ['result'],
    registers,
  })
  const graph = new Gauge({
    name: 'heddle_graph_size',
    help: 'Nodes and edges of the last graph of each type.',
    labelNames: ['type', 'part'],
    registers,
  })
  const listeners = new Gauge({
    name: 'heddle_live_listeners',
    help: 'Open live streams.',
    registers,
  })
  return {
    registry,
    request: ({ route, method, status, seconds: took }) => {
      requests.observe({ route, method, status: String(status) }, took)
    },
    query: (source, { seconds: took, ok }) => {
      queries.observe({ source }, took)
      if (!ok) failures.inc({ source })
    },
    cacheLookup: (hit) => lookups.inc({ result: hit ? 'hit' : 'miss' }),
    graphSize: (type, { nodes, edges }) => {
      graph.set({ type, part: 'nodes' }, nodes)
      graph.set({ type, part: 'edges' }, edges)
    },
    liveListeners: (count) => listeners.set(count),
  }
}
