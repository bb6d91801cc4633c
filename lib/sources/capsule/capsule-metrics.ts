import type { PrometheusFacts, ScrapeTarget } from '../metrics-port.ts'
import { prometheusDefaults } from '../prometheus/http.ts'
import { MeshMetrics } from '../prometheus/mesh-metrics.ts'
import { PrometheusSource } from '../prometheus/prometheus-source.ts'
import type { FrozenMesh } from './frozen-mesh.ts'
import { notFrozen } from './not-frozen.ts'
import { prometheusAnswers } from './prometheus-answers.ts'

/** `isFrozen` false: every question is answered by the sentence that metrics are not in the capsule. */
export interface FrozenMetricsOptions {
  readonly mesh: FrozenMesh
  readonly isFrozen: boolean
  /** Unix milliseconds: the end of the capsule. */
  readonly now: () => number
}

function optionsOf({ mesh, isFrozen, now }: FrozenMetricsOptions) {
  const silent: typeof fetch = () => Promise.reject(notFrozen('metrics'))
  const answers = isFrozen ? prometheusAnswers(mesh.metrics, now) : silent
  return { ...prometheusDefaults, url: 'http://capsule.invalid', now, fetch: answers }
}

/** The console's own Prometheus adapter over frozen series. */
export class CapsuleMetrics extends PrometheusSource {
  readonly #options: FrozenMetricsOptions

  constructor(options: FrozenMetricsOptions) {
    const aggregateLabels = options.mesh.metricsFacts?.aggregateLabels ?? []
    super({ ...optionsOf(options), bucketSeconds: 1, aggregateLabels })
    this.#options = options
  }

  override async scrapeTargets(): Promise<readonly ScrapeTarget[]> {
    return factsOf(this.#options).targets
  }

  override async version(): Promise<string> {
    const { version } = factsOf(this.#options)
    if (version === null) throw notFrozen('metrics')
    return version
  }
}

/** The control plane's metrics from frozen series, and what Prometheus said of itself. */
export class CapsuleMeshMetrics extends MeshMetrics {
  readonly #options: FrozenMetricsOptions

  constructor(options: FrozenMetricsOptions) {
    super(optionsOf(options))
    this.#options = options
  }

  override async prometheus(): Promise<PrometheusFacts> {
    const { prometheus } = factsOf(this.#options)
    if (prometheus === null) throw notFrozen('metrics')
    return prometheus
  }
}

function factsOf({ mesh, isFrozen }: FrozenMetricsOptions) {
  if (!isFrozen || mesh.metricsFacts === null) throw notFrozen('metrics')
  return mesh.metricsFacts
}
