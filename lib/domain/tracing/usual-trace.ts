import type { TraceSummary } from './model.ts'

/** Fewer than this say nothing about what is usual. */
const LEAST = 5

/** The trace nearest to the median duration of those without errors, to compare another one with; null for too few. */
export function usualTrace(items: readonly TraceSummary[], otherThan: string): TraceSummary | null {
  const good = items
    .filter(({ traceId, errorCount }) => errorCount === 0 && traceId !== otherThan)
    .toSorted((a, b) => a.durationUs - b.durationUs)
  return good.length < LEAST ? null : (good[Math.floor((good.length - 1) / 2)] ?? null)
}
