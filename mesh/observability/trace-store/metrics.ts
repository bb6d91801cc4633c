import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'

/** The store's own metrics, `heddle_trace_store_*`. */
export function createStoreMetrics() {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const name = (text: string) => `heddle_trace_store_${text}`
  return {
    registry,
    received: new Counter({
      name: name('spans_received_total'),
      help: 'Spans taken.',
      labelNames: ['transport'],
      registers,
    }),
    rejected: new Counter({
      name: name('spans_rejected_total'),
      help: 'Spans not taken: invalid, or the queue was full.',
      labelNames: ['reason'],
      registers,
    }),
    malformed: new Counter({
      name: name('malformed_requests_total'),
      help: 'Requests that could not be read at all.',
      labelNames: ['transport'],
      registers,
    }),
    pruned: new Counter({
      name: name('spans_pruned_total'),
      help: 'Spans removed, by the limit that they were over.',
      labelNames: ['reason'],
      registers,
    }),
    writeFailures: new Counter({ name: name('write_failures_total'), help: 'Batches the disk refused.', registers }),
    writeSeconds: new Histogram({
      name: name('write_duration_seconds'),
      help: 'Time to write one batch of spans.',
      buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1],
      registers,
    }),
    querySeconds: new Histogram({
      name: name('query_duration_seconds'),
      help: 'Time to answer one request of the query API.',
      labelNames: ['route'],
      buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
      registers,
    }),
    bytes: new Gauge({ name: name('bytes'), help: 'Bytes that stored spans and their indexes take.', registers }),
    queued: new Gauge({ name: name('queued_spans'), help: 'Spans that wait to be written.', registers }),
  }
}

export type StoreMetrics = ReturnType<typeof createStoreMetrics>
