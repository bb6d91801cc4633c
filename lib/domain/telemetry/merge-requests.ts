import { groupBy } from '../model/group-by.ts'
import { neverHeard } from './lost-connections.ts'
import { lostClient, timedOutAtCaller } from './response-flags.ts'
import { pairKey, reportingOf, type Reporting } from './reporting.ts'
import { retriesByPair, type WindowOfScrapes } from './retries.ts'
import type { RequestSample } from './samples.ts'

/** A series that counts, and whether its requests reached the other side. */
export interface CountedCall extends RequestSample {
  readonly part: 'arrived' | 'never-arrived'
}

export interface MergedRequests {
  readonly calls: readonly CountedCall[]
  readonly reporting: Reporting
  /** Attempts that failed and were tried again, per pair and second; only pairs that both sides report. */
  readonly retries: ReadonlyMap<string, number>
}

/** Every request once: rules T1 to T6 and T10. `scrapes` bounds what counts as a retry rather than as scrapes apart. */
export function mergeRequests(samples: readonly RequestSample[], scrapes: WindowOfScrapes): MergedRequests {
  const reporting = reportingOf(samples)
  const counted: CountedCall[] = []
  const duplicates: RequestSample[] = []
  for (const sample of samples) {
    const part = reporting.partOf(sample)
    if (part === 'duplicate') duplicates.push(sample)
    else counted.push({ ...sample, part })
  }
  const heard = counted.filter(({ reporter }) => reporter === 'destination')
  const retries = retriesByPair(heard, duplicates, scrapes)
  const unheard = neverHeard(heard, duplicates, scrapes.windowSeconds)
  const calls = withCallersCodes(counted, duplicates)
  for (const sample of unheard) calls.push({ ...sample, part: 'never-arrived' })
  return { calls, reporting, retries }
}

/** T5: where the caller timed out, its own code stands in for the callee's "lost client", as far as both counted. */
function withCallersCodes(counted: readonly CountedCall[], duplicates: readonly RequestSample[]): CountedCall[] {
  const timeouts = groupByPair(duplicates.filter(({ flags, perSecond }) => perSecond > 0 && timedOutAtCaller(flags)))
  if (timeouts.size === 0) return [...counted]
  const lost = groupByPair(counted.filter(isLostClient))
  const factors = new Map<string, { kept: number; taken: number }>()
  for (const [pair, callers] of timeouts) {
    const seen = total(lost.get(pair) ?? [])
    const given = total(callers)
    const moved = Math.min(seen, given)
    if (moved > 0) factors.set(pair, { kept: 1 - moved / seen, taken: moved / given })
  }
  const kept = counted.flatMap((call) => {
    const factor = isLostClient(call) ? factors.get(pairKey(call)) : undefined
    if (factor === undefined) return [call]
    return factor.kept > 0 ? [{ ...call, perSecond: call.perSecond * factor.kept }] : []
  })
  const moved = [...factors].flatMap(([pair, { taken }]) => standIns(timeouts.get(pair), lost.get(pair), taken))
  return [...kept, ...moved]
}

/** The caller's series under the callee's labels: identity and encryption stay the callee's word (T7). */
function standIns(
  callers: readonly RequestSample[] = [],
  lost: readonly CountedCall[] = [],
  share: number,
): CountedCall[] {
  const seen = total(lost)
  return callers.flatMap((caller) =>
    lost.map((call) => ({
      ...call,
      code: caller.code,
      flags: caller.flags,
      grpcStatus: caller.grpcStatus,
      perSecond: (caller.perSecond * share * call.perSecond) / seen,
    })),
  )
}

function isLostClient(call: CountedCall): boolean {
  return call.reporter === 'destination' && call.perSecond > 0 && lostClient(call.flags)
}

function groupByPair<T extends RequestSample>(samples: readonly T[]): Map<string, T[]> {
  return groupBy(samples, pairKey)
}

function total(samples: readonly { readonly perSecond: number }[]): number {
  return samples.reduce((sum, { perSecond }) => sum + perSecond, 0)
}

/** Adds to the number kept under a key. */
export function add(sums: Map<string, number>, key: string, amount: number): void {
  sums.set(key, (sums.get(key) ?? 0) + amount)
}
