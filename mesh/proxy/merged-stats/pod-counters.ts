import type { Report } from './access-log-messages.ts'

import { renderMetric } from './exposition.ts'
import { LabelledCounters } from './labelled-counters.ts'
import { reportLabels } from './report-labels.ts'
import { StreamDeltas } from './stream-deltas.ts'

/** Label combinations that one pod may have for TCP, and again for gRPC; reports beyond are counted as dropped. */
const maxSeriesPerPod = 2000

/** Istio's counters of one pod that its proxy can't keep itself: TCP, and gRPC messages. */
export class PodCounters {
  readonly #deltas = new StreamDeltas()
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

  /** Forgets connections and requests whose proxy fell silent. */
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
    const { began, ended, received, sent } = this.#deltas.apply(report, nowMs)
    const labels = reportLabels(report)
    switch (report.kind) {
      case 'tcp':
        return this.#tcp.add(labels, {
          istio_tcp_connections_opened_total: began,
          istio_tcp_connections_closed_total: ended,
          istio_tcp_sent_bytes_total: sent,
          istio_tcp_received_bytes_total: received,
        })
      case 'grpc':
        return this.#grpc.add(labels, {
          istio_request_messages_total: received,
          istio_response_messages_total: sent,
        })
    }
  }
}
