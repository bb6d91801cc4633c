import type { Report } from './access-log-messages.ts'
import { ConnectionDeltas } from './connection-deltas.ts'
import { renderMetric } from './exposition.ts'
import { LabelledCounters } from './labelled-counters.ts'
import { reportLabels } from './report-labels.ts'

/** Label combinations that one pod may have for TCP, and again for gRPC; reports beyond are counted as dropped. */
const maxSeriesPerPod = 2000

/** Istio's counters of one pod that its proxy can't keep itself: TCP, and gRPC messages. */
export class PodCounters {
  readonly #deltas = new ConnectionDeltas()
  readonly #tcp: LabelledCounters<
    | 'istio_tcp_connections_opened_total'
    | 'istio_tcp_connections_closed_total'
    | 'istio_tcp_sent_bytes_total'
    | 'istio_tcp_received_bytes_total'
  >
  readonly #grpc: LabelledCounters<'istio_request_messages_total' | 'istio_response_messages_total'>
  #dropped = 0

  constructor(maxSeries = maxSeriesPerPod) {
    this.#tcp = new LabelledCounters(
      [
        'istio_tcp_connections_opened_total',
        'istio_tcp_connections_closed_total',
        'istio_tcp_sent_bytes_total',
        'istio_tcp_received_bytes_total',
      ],
      maxSeries,
    )
    this.#grpc = new LabelledCounters(['istio_request_messages_total', 'istio_response_messages_total'], maxSeries)
  }

  /** Counts one report; `nowMs` is any steady clock. */
  record(report: Report, nowMs: number): void {
    if (!this.#add(report, nowMs)) this.#dropped += 1
  }

  /** Forgets connections whose proxy fell silent. */
  forgetSilent(nowMs: number): void {
    this.#deltas.forgetSilent(nowMs)
  }

  /** Prometheus text of the counters, and of how many reports found no room. */
  render(): string {
    const name = 'heddle_proxy_reports_dropped_total'
    const dropped = renderMetric({ name, type: 'counter', samples: [{ labels: {}, value: this.#dropped }] })
    return [this.#tcp.render(), this.#grpc.render(), dropped].join('')
  }

  #add(report: Report, nowMs: number): boolean {
    switch (report.kind) {
      case 'connection': {
        const { opened, closed, sentBytes, receivedBytes } = this.#deltas.apply(report, nowMs)
        return this.#tcp.add(reportLabels(report), {
          istio_tcp_connections_opened_total: opened,
          istio_tcp_connections_closed_total: closed,
          istio_tcp_sent_bytes_total: sentBytes,
          istio_tcp_received_bytes_total: receivedBytes,
        })
      }
      case 'grpc':
        return this.#grpc.add(reportLabels(report), {
          istio_request_messages_total: report.requestMessages,
          istio_response_messages_total: report.responseMessages,
        })
    }
  }
}
