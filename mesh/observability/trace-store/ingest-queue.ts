import type { SpanRecord } from './span-record.ts'

export type Offer = 'taken' | 'full'

export interface IngestQueue {
  /** Takes all of the spans or none. */
  offer(records: readonly SpanRecord[]): Offer
  /** Spans that wait to be written. */
  size(): number
  /** Writes what waits now. */
  flush(): void
  close(): void
}

export interface IngestQueueOptions {
  /** Most spans that wait in memory; beyond it senders are told to slow down. */
  readonly maxSpans: number
  readonly maxBatch: number
  readonly flushMs: number
  /** Writes a batch, all or nothing; throws when it can't. */
  readonly write: (records: readonly SpanRecord[]) => void
  readonly onRefused: (error: unknown, spans: number) => void
}

/**
 * Gathers spans into batches, so that a transaction is paid for once per batch. A batch that can't be written stays
 * and is tried again at the next turn; the queue then fills and pushes back on senders.
 */
export function createIngestQueue(options: IngestQueueOptions): IngestQueue {
  const { maxSpans, maxBatch, flushMs, write, onRefused } = options
  let waiting: SpanRecord[] = []
  const flush = () => {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, maxBatch)
      try {
        write(batch)
      } catch (error) {
        onRefused(error, batch.length)
        return
      }
      waiting = waiting.slice(batch.length)
    }
  }
  const timer = setInterval(flush, flushMs)
  return {
    offer: (records) => {
      if (waiting.length + records.length > maxSpans) return 'full'
      for (const record of records) waiting.push(record)
      if (waiting.length >= maxBatch) flush()
      return 'taken'
    },
    size: () => waiting.length,
    flush,
    close: () => {
      clearInterval(timer)
      flush()
    },
  }
}
