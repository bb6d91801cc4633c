import type { IngestQueue } from './ingest-queue.ts'
import type { StoreMetrics } from './metrics.ts'
import type { OtlpBatch } from './otlp/model.ts'
import { recordsOf } from './span-record.ts'

export type Transport = 'grpc' | 'http'

/** What to tell the sender of an export request. */
export type Receipt =
  | { readonly kind: 'taken'; readonly rejected: number; readonly message: string }
  | { readonly kind: 'full'; readonly message: string }

export type Receive = (batches: readonly OtlpBatch[], transport: Transport) => Receipt

/** Takes export requests into the queue, whichever way they came. */
export function createReceive(queue: IngestQueue, metrics: StoreMetrics): Receive {
  return (batches, transport) => {
    const { records, rejected, reason } = recordsOf(batches)
    metrics.rejected.inc({ reason: 'invalid' }, rejected)
    if (queue.offer(records) === 'full') {
      metrics.rejected.inc({ reason: 'full' }, records.length)
      return { kind: 'full', message: `the trace store is behind by ${queue.size()} spans: send again later` }
    }
    metrics.received.inc({ transport }, records.length)
    return { kind: 'taken', rejected, message: reason }
  }
}
