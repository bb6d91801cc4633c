import { groupBy } from '../model/group-by.ts'
import { pairKey } from './reporting.ts'
import { lostConnection } from './response-flags.ts'
import { COUNTING_NOISE } from './retries.ts'
import type { RequestSample } from './samples.ts'

/**
 * T10: the caller's connection ended before an answer (UC), as when it speaks plain text to a callee that wants mutual TLS.
 * A callee that took the request counts a failed answer or a lost client of this pair; what it counted nothing for never
 * arrived. Pairs that the callee does not report are not judged here (T3, T4).
 * @returns the caller's series with the part of their rate that never arrived
 */
export function neverHeard(
  heard: readonly RequestSample[],
  duplicates: readonly RequestSample[],
  windowSeconds: number,
): RequestSample[] {
  const lost = groupBy(
    duplicates.filter(({ flags, perSecond }) => perSecond > 0 && lostConnection(flags)),
    pairKey,
  )
  if (lost.size === 0) return []
  const heardOf = groupBy(heard, pairKey)
  return [...lost].flatMap(([pair, callers]) => {
    const callees = heardOf.get(pair) ?? []
    if (callees.length === 0) return []
    const asked = total(callers)
    const excess = asked - total(callees.filter(isFailed))
    if (excess <= COUNTING_NOISE / windowSeconds) return []
    return callers.map((caller) => ({ ...caller, perSecond: (caller.perSecond * excess) / asked }))
  })
}

function isFailed({ code, grpcStatus }: RequestSample): boolean {
  return !/^[1-4]\d\d$/.test(code) || (grpcStatus !== null && grpcStatus !== '0')
}

function total(samples: readonly RequestSample[]): number {
  return samples.reduce((sum, { perSecond }) => sum + perSecond, 0)
}
