import type { TraceSummary } from '../../../lib/domain/tracing/model.ts'
import { shortService } from '../service-colour.ts'

export interface ScatterPoint {
  readonly traceId: string
  readonly startMs: number
  readonly durationUs: number
  readonly spans: number
  readonly errors: number
  readonly name: string
}

/** Points of the chart, failed apart. */
export function scatterPoints(items: readonly TraceSummary[]) {
  const points = items.map(pointOf)
  return { ok: points.filter(({ errors }) => errors === 0), failed: points.filter(({ errors }) => errors > 0) }
}

/** A duration axis in µs with room for every trace. */
export function durationDomain(items: readonly TraceSummary[], scale: 'log' | 'linear'): [number, number] {
  // A logarithm has no place for nothing.
  const durations = items.map(({ durationUs }) => Math.max(1, durationUs))
  const most = durations.reduce((top, us) => Math.max(top, us), 1_000)
  const least = durations.reduce((low, us) => Math.min(low, us), most)
  return scale === 'log' ? [floorOf(least), most * 1.3] : [0, most * 1.1]
}

function pointOf(trace: TraceSummary): ScatterPoint {
  return {
    traceId: trace.traceId,
    startMs: trace.startUs / 1_000,
    // A logarithm has no place for nothing.
    durationUs: Math.max(1, trace.durationUs),
    spans: trace.spanCount,
    errors: trace.errorCount,
    name: `${shortService(trace.rootService)} ${trace.rootOperation}`,
  }
}

/** A round number under the least duration: 1, 2 or 5 of its power of ten. */
function floorOf(us: number): number {
  const power = 10 ** Math.floor(Math.log10(us))
  const step = us / power >= 5 ? 5 : us / power >= 2 ? 2 : 1
  return step * power === us ? us * 0.8 : step * power
}

/**
 * The time axis in ms: the window up to its end, in steps of ten seconds, since an axis that moves every second is
 * restless. Where more traces matched than are shown and these lie close together, only their time: the rest is not empty.
 */
export function timeDomain(
  items: readonly TraceSummary[],
  { endMs, windowMs, limited }: { endMs: number | null; windowMs: number; limited: boolean },
): [number, number] {
  const starts = items.map(({ startUs }) => startUs / 1_000)
  const newest = starts.reduce((most, ms) => Math.max(most, ms), 0)
  const oldest = starts.reduce((least, ms) => Math.min(least, ms), newest)
  if (limited && newest - oldest < windowMs / 2)
    return [Math.floor(oldest / 1_000) * 1_000, Math.ceil(newest / 1_000 + 0.5) * 1_000]
  const end = Math.ceil((endMs ?? newest) / 10_000) * 10_000
  return [end - windowMs, end]
}

/** The duration in µs that one trace of twenty reaches, rounded down to a millisecond; undefined where too few are known to say. */
export function slowFrom(items: readonly TraceSummary[]): number | undefined {
  if (items.length < 20) return undefined
  const sorted = items.map(({ durationUs }) => durationUs).toSorted((a, b) => a - b)
  const us = sorted[Math.floor(sorted.length * 0.95)] ?? 0
  return us < 1_000 ? undefined : Math.floor(us / 1_000) * 1_000
}
