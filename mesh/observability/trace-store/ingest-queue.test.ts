import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { spanRecord } from './fixtures.ts'
import { createIngestQueue, type IngestQueueOptions } from './ingest-queue.ts'
import type { SpanRecord } from './span-record.ts'

const spans = (count: number) => Array.from({ length: count }, () => spanRecord())

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function queue(given: Partial<IngestQueueOptions> = {}) {
  const written: number[] = []
  const write = (records: readonly SpanRecord[]) => void written.push(records.length)
  const made = createIngestQueue({ maxSpans: 100, maxBatch: 10, flushMs: 250, write, onRefused: () => {}, ...given })
  return { queue: made, written }
}

describe('the ingest queue', () => {
  it('writes in batches of bounded size, at the latest after the flush time', () => {
    const { queue: q, written } = queue()
    q.offer(spans(3))
    expect(written).toEqual([])
    vi.advanceTimersByTime(250)
    expect(written).toEqual([3])
    q.offer(spans(25))
    expect(written).toEqual([3, 10, 10, 5])
    q.close()
  })

  it('keeps what could not be written, pushes back when full, and writes when the disk is well again', () => {
    let broken = true
    const written: number[] = []
    const refused = vi.fn<(error: unknown, spans: number) => void>()
    const write = (records: readonly SpanRecord[]) => {
      if (broken) throw new Error('disk full')
      written.push(records.length)
    }
    const { queue: q } = queue({ maxSpans: 20, write, onRefused: refused })
    expect(q.offer(spans(15))).toBe('taken')
    expect(q.offer(spans(6))).toBe('full')
    expect(refused).toHaveBeenCalled()
    expect(q.size()).toBe(15)
    broken = false
    vi.advanceTimersByTime(250)
    expect(written).toEqual([10, 5])
    expect(q.offer(spans(6))).toBe('taken')
    q.close()
    expect(written).toEqual([10, 5, 6])
  })
})
