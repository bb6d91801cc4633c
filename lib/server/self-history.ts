import type { Registry } from 'prom-client'
import type { SelfSample } from '../domain/mesh-facts/console-health.ts'

const EVERY_MS = 15_000
const KEPT = 240
/** Streams stay open for minutes; their duration is no answer time. */
const streams = new Set(['/api/live'])

interface Value {
  readonly value: number
  readonly labels: Readonly<Partial<Record<string, string | number>>>
  readonly metricName?: string
}

/** Samples of the console's own metrics over the last hour. */
export class SelfHistory {
  readonly #registry: Registry
  readonly #now: () => number
  readonly #samples: SelfSample[] = []
  readonly #timer: ReturnType<typeof setInterval>

  /** Begins to sample at once. `now` in Unix milliseconds. */
  constructor(registry: Registry, now: () => number, onError: (error: unknown) => void) {
    this.#registry = registry
    this.#now = now
    const sample = () => {
      this.#sample().catch(onError)
    }
    sample()
    this.#timer = setInterval(sample, EVERY_MS)
    this.#timer.unref()
  }

  samples(): readonly SelfSample[] {
    return this.#samples
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  async #sample(): Promise<void> {
    const metrics = new Map<string, readonly Value[]>()
    for (const metric of await this.#registry.getMetricsAsJSON()) metrics.set(metric.name, metric.values)
    this.#samples.push(sampleOf(metrics, this.#now()))
    if (this.#samples.length > KEPT) this.#samples.shift()
  }
}

/** One sample from the values of every metric by name. */
export function sampleOf(metrics: ReadonlyMap<string, readonly Value[]>, at: number): SelfSample {
  const of = (name: string) => metrics.get(name) ?? []
  const requests = of('heddle_http_request_duration_seconds').filter(
    ({ labels }) => !streams.has(String(labels['route'])),
  )
  const lookups = of('heddle_query_cache_lookups_total')
  return {
    at,
    api: bucketsOf(requests),
    graph: bucketsOf(requests.filter(({ labels }) => labels['route'] === '/api/graph')),
    queries: sum(of('heddle_source_query_duration_seconds').filter(({ metricName }) => metricName?.endsWith('_count'))),
    queryFailures: sum(of('heddle_source_failures_total')),
    cacheHits: sum(lookups.filter(({ labels }) => labels['result'] === 'hit')),
    cacheMisses: sum(lookups.filter(({ labels }) => labels['result'] === 'miss')),
    memoryBytes: sum(of('heddle_process_resident_memory_bytes')),
  }
}

function bucketsOf(values: readonly Value[]): Map<number, number> {
  const buckets = new Map<number, number>()
  for (const { metricName, labels, value } of values) {
    if (metricName?.endsWith('_bucket') !== true) continue
    const upper = labels['le'] === '+Inf' ? Infinity : Number(labels['le'])
    buckets.set(upper, (buckets.get(upper) ?? 0) + value)
  }
  return buckets
}

function sum(values: readonly Value[]): number {
  return values.reduce((total, { value }) => total + value, 0)
}
