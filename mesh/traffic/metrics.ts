import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'
import { codeOf, failureOf, type Outcome } from './outcome.ts'

export interface TrafficMetrics {
  readonly registry: Registry
  readonly inFlight: Gauge
  readonly dropped: Counter
  record(outcome: Outcome, seconds: number): void
}

/** The generator's own metrics; durations count from the time a request was due. */
export function createTrafficMetrics(): TrafficMetrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const requests = new Counter({
    name: 'heddle_traffic_requests_total',
    help: 'Requests meant for productpage, by HTTP status (0: no response).',
    labelNames: ['code'],
    registers,
  })
  const failed = new Counter({
    name: 'heddle_traffic_failed_total',
    help: 'Requests whose user was failed: no response, a server error, or a page that lacks a part.',
    labelNames: ['reason'],
    registers,
  })
  const duration = new Histogram({
    name: 'heddle_traffic_request_duration_seconds',
    help: 'Time from the scheduled start of a request to the end of its answer.',
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  })
  const inFlight = new Gauge({ name: 'heddle_traffic_in_flight', help: 'Requests without an answer yet.', registers })
  const dropped = new Counter({
    name: 'heddle_traffic_dropped_total',
    help: 'Scheduled requests that were never sent: too late or too many in flight.',
    registers,
  })
  return {
    registry,
    inFlight,
    dropped,
    record: (outcome, seconds) => {
      requests.inc({ code: codeOf(outcome) })
      duration.observe(seconds)
      const reason = failureOf(outcome)
      if (reason !== undefined) failed.inc({ reason })
    },
  }
}
