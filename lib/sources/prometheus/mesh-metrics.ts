import { HeddleError } from '../../domain/model/heddle-error.ts'
import { Circuit, circuitDefaults } from '../http/circuit.ts'
import { SharedCache } from '../http/shared-cache.ts'
import type { ControlPlaneMetrics, MeshMetricsSource, PrometheusFacts } from '../metrics-port.ts'
import { PrometheusHttp, type PrometheusOptions } from './http.ts'
import { mapControlPlane } from './map-control-plane.ts'
import { either, equal, latest, marked, onlyWith, rate, sumBy, type Expression } from './promql.ts'
import { runtimeInfoAnswer, targetsAnswer, vectorAnswer } from './schema.ts'

const TTL_MS = 5_000
const ENTRIES = 8

/** The control plane's metrics (istiod's names, which the bundled one shares) and Prometheus' word of itself. */
export class MeshMetrics implements MeshMetricsSource {
  readonly #http: PrometheusHttp
  readonly #circuit: Circuit
  readonly #answers: SharedCache<ControlPlaneMetrics>
  readonly #facts: SharedCache<PrometheusFacts>

  constructor(options: PrometheusOptions) {
    const { now } = options
    this.#http = new PrometheusHttp(options)
    this.#circuit = new Circuit({ now, ...circuitDefaults })
    this.#answers = new SharedCache({ ttlMs: TTL_MS, maxEntries: ENTRIES, now })
    this.#facts = new SharedCache({ ttlMs: TTL_MS, maxEntries: 1, now })
  }

  controlPlane(windowSeconds: number, signal?: AbortSignal): Promise<ControlPlaneMetrics> {
    const { text } = controlPlaneQuery(windowSeconds)
    const load = async (shared: AbortSignal) => {
      const ask = { params: { query: text }, schema: vectorAnswer, signal: shared }
      const { data } = await this.#guarded(() => this.#http.get('/api/v1/query', ask))
      return mapControlPlane(data.result, text)
    }
    return this.#answers.get(text, load, signal)
  }

  prometheus(signal?: AbortSignal): Promise<PrometheusFacts> {
    return this.#facts.get('facts', (shared) => this.#read(shared), signal)
  }

  async #read(signal: AbortSignal): Promise<PrometheusFacts> {
    const targets = { params: { state: 'active' }, schema: targetsAnswer, signal }
    const runtime = { params: {}, schema: runtimeInfoAnswer, signal }
    const [{ data }, info] = await Promise.all([
      this.#guarded(() => this.#http.get('/api/v1/targets', targets)),
      // What only speaks Prometheus' query language has no such page.
      this.#http.get('/api/v1/status/runtimeinfo', runtime).catch(() => null),
    ])
    const down = data.activeTargets.filter(({ health }) => health === 'down')
    const startedAt = Date.parse(info?.data.startTime ?? '')
    return {
      targets: data.activeTargets.length,
      down: down.map(({ labels, scrapePool, lastError, lastScrape }) => ({
        job: labels['job'] ?? scrapePool ?? '',
        instance: labels['pod'] ?? labels['instance'] ?? '',
        error: lastError ?? '',
        lastScrape: timeOf(lastScrape),
      })),
      retention: info?.data.storageRetention ?? null,
      startedAt: Number.isNaN(startedAt) ? null : startedAt,
    }
  }

  #guarded<T>(task: () => Promise<T>): Promise<T> {
    return this.#circuit.run(task, (error) => error instanceof HeddleError)
  }
}

/** Before the first scrape Prometheus answers the year 1. */
function timeOf(text: string | undefined): number | null {
  const time = Date.parse(text ?? '')
  return Number.isNaN(time) || time <= 0 ? null : time
}

/** One query for all: each part is marked, so that `or` keeps them apart. `w` is the window in seconds. */
export function controlPlaneQuery(w: number): Expression {
  const proxies = latest('pilot_xds')
  const ofPilot = (inner: Expression) => onlyWith(inner, 'instance', proxies)
  return either(
    marked('convergence', sumBy(['instance', 'le'], rate('pilot_proxy_convergence_time_bucket', [], w))),
    marked('pushes', sumBy(['type'], rate('pilot_xds_pushes', [], w))),
    marked('rejects', sumBy(['type'], rate('pilot_total_xds_rejects', [], w))),
    marked('proxies', sumBy(['instance'], proxies)),
    marked('build', sumBy(['instance', 'tag'], latest('istio_build', [equal('component', 'pilot')]))),
    marked('cpu', ofPilot(sumBy(['instance'], rate('process_cpu_seconds_total', [], w)))),
    marked('memory', ofPilot(sumBy(['instance'], latest('process_resident_memory_bytes')))),
    marked('start', ofPilot(sumBy(['instance'], latest('process_start_time_seconds')))),
    marked('root', latest('citadel_server_root_cert_expiry_timestamp')),
  )
}
