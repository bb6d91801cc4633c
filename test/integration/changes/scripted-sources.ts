import type { CounterSeries, MetricsSource } from '../../../lib/sources/metrics-port.ts'
import type { ControlPlaneSource, ResourceAcknowledgement } from '../../../lib/sources/ports.ts'

const service = 'reviews.bookinfo.svc.cluster.local'

/** Counters of one caller that a test moves by hand, scraped every 5 s of the test's own clock. */
export class ScriptedMetrics implements Pick<MetricsSource, 'requests' | 'requestCounters' | 'calleeLatencies'> {
  readonly #points = new Map<string, { time: number; value: number }[]>()
  failure: Error | null = null

  /** Counts of one version from `from` to `to` (Unix seconds) at a steady rate. */
  add(version: string, span: { from: number; to: number; perSecond: number }): void {
    const points = this.#points.get(version) ?? []
    let value = points.at(-1)?.value ?? 0
    for (let time = span.from; time <= span.to; time += 5) {
      points.push({ time, value })
      value += span.perSecond * 5
    }
    this.#points.set(version, points)
  }

  requests() {
    if (this.failure !== null) return Promise.reject(this.failure)
    return Promise.resolve({ values: [], at: 0, queries: [], warnings: [] })
  }

  calleeLatencies() {
    return Promise.resolve({ values: [], at: 0, queries: [], warnings: [] })
  }

  requestCounters({ from, to }: { from: number; to: number }): Promise<readonly CounterSeries[]> {
    if (this.failure !== null) return Promise.reject(this.failure)
    const series = [...this.#points].map(([version, points]) => ({
      labels: {
        destinationService: service,
        destinationServiceName: 'reviews',
        destinationServiceNamespace: 'bookinfo',
        destinationWorkload: `reviews-${version}`,
        destinationVersion: version,
        responseCode: '200',
        sourceWorkload: 'productpage-v1',
        pod: 'productpage-v1-0',
      },
      points: points.filter(({ time }) => time >= from && time <= to),
    }))
    return Promise.resolve(series)
  }
}

/** A control plane whose acknowledgements a test decides. */
export class ScriptedControlPlane implements Pick<ControlPlaneSource, 'acknowledgement' | 'proxies'> {
  answer: ResourceAcknowledgement | null = { allAckedAt: null, total: 2, waiting: ['productpage-v1-0.bookinfo'] }

  acknowledgement() {
    return Promise.resolve(this.answer)
  }

  proxies() {
    return Promise.resolve([])
  }
}
