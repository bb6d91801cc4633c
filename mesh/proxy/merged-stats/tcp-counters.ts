import type { ConnectionReport } from './access-log-messages.ts'
import { ConnectionDeltas, type Increment } from './connection-deltas.ts'
import { renderMetric } from './exposition.ts'
import { tcpLabels, type TcpLabels } from './tcp-labels.ts'

/** Label combinations that one pod may have; connections beyond are counted as dropped. */
export const maxSeriesPerPod = 2000

interface Series {
  readonly labels: TcpLabels
  opened: number
  closed: number
  sentBytes: number
  receivedBytes: number
}

const metrics = [
  ['istio_tcp_connections_opened_total', 'opened'],
  ['istio_tcp_connections_closed_total', 'closed'],
  ['istio_tcp_sent_bytes_total', 'sentBytes'],
  ['istio_tcp_received_bytes_total', 'receivedBytes'],
] as const

/** Istio's TCP counters of one pod. */
export class TcpCounters {
  readonly #series = new Map<string, Series>()
  readonly #deltas = new ConnectionDeltas()
  readonly #maxSeries: number
  #dropped = 0

  constructor(maxSeries = maxSeriesPerPod) {
    this.#maxSeries = maxSeries
  }

  record(report: ConnectionReport, nowMs: number): void {
    const increment = this.#deltas.apply(report, nowMs)
    const series = this.#seriesOf(tcpLabels(report.tags))
    if (series === undefined) this.#dropped += 1
    else add(series, increment)
  }

  forgetSilent(nowMs: number): void {
    this.#deltas.forgetSilent(nowMs)
  }

  /** Prometheus text of the four counters, and of the reports that found no room. */
  render(): string {
    const series = [...this.#series.values()]
    const counters = metrics.map(([name, field]) =>
      renderMetric({
        name,
        type: 'counter',
        samples: series.map((one) => ({ labels: one.labels, value: one[field] })),
      }),
    )
    const dropped = { name: 'heddle_tcp_reports_dropped_total', type: 'counter' as const }
    return [...counters, renderMetric({ ...dropped, samples: [{ labels: {}, value: this.#dropped }] })].join('')
  }

  #seriesOf(labels: TcpLabels): Series | undefined {
    const key = JSON.stringify(Object.values(labels))
    const existing = this.#series.get(key)
    if (existing !== undefined || this.#series.size >= this.#maxSeries) return existing
    const created: Series = { labels, opened: 0, closed: 0, sentBytes: 0, receivedBytes: 0 }
    this.#series.set(key, created)
    return created
  }
}

function add(series: Series, { opened, closed, sentBytes, receivedBytes }: Increment): void {
  Object.assign(series, {
    opened: series.opened + opened,
    closed: series.closed + closed,
    sentBytes: series.sentBytes + sentBytes,
    receivedBytes: series.receivedBytes + receivedBytes,
  })
}
