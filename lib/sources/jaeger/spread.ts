import type { TraceSummary } from '../../domain/tracing/model.ts'

/** A stretch of time in Unix seconds. */
export interface Slice {
  readonly start: number
  readonly end: number
}

const mostSlices = 30

/**
 * Even stretches of the window before `before`, in which older traces are looked for when the newest ones alone fill
 * the limit.
 */
export function olderSlices(window: Slice, before: number, limit: number): Slice[] {
  const count = Math.min(mostSlices, limit)
  const length = (before - window.start) / count
  if (length <= 0) return []
  return Array.from({ length: count }, (_, index) => ({
    start: window.start + index * length,
    end: window.start + (index + 1) * length,
  }))
}

/** At most `limit` traces, taken in turn from even parts of the window so that all of it is seen; newest first. */
export function spreadOver(items: readonly TraceSummary[], window: Slice, limit: number): TraceSummary[] {
  const newestFirst = items.toSorted((a, b) => b.startUs - a.startUs)
  if (newestFirst.length <= limit) return newestFirst
  const parts = new Map<number, TraceSummary[]>()
  for (const item of newestFirst) {
    const part = partOf(item, window)
    parts.set(part, [...(parts.get(part) ?? []), item])
  }
  const taken: TraceSummary[] = []
  for (let round = 0; taken.length < limit; round++)
    for (const part of parts.values()) {
      const item = part[round]
      if (item !== undefined && taken.length < limit) taken.push(item)
    }
  return taken.toSorted((a, b) => b.startUs - a.startUs)
}

function partOf({ startUs }: TraceSummary, { start, end }: Slice): number {
  const share = (startUs / 1_000_000 - start) / Math.max(1, end - start)
  return Math.min(mostSlices - 1, Math.max(0, Math.floor(share * mostSlices)))
}
