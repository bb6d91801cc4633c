import { pairKey } from '../telemetry/reporting.ts'
import { add, type CountedCall, type MergedRequests } from '../telemetry/merge-requests.ts'
import type { EdgeReporter, EdgeResponse } from './model.ts'
import { edgesFor, type EdgeDraft, type GraphDraft } from './draft.ts'

/** Draws the edges of requests: rates, errors, responses, reporter, retries (G1 to G3, T6). */
export function addRequestEdges(draft: GraphDraft, merged: MergedRequests): void {
  const drawn = new Set<EdgeDraft>()
  for (const call of merged.calls) {
    for (const edge of edgesFor(draft, call, call.protocol)) {
      edge.calls.push(call)
      drawn.add(edge)
    }
  }
  for (const { edge, calls } of drawn) {
    edge.responses = responsesOf(calls)
    edge.rps = edge.responses.reduce((sum, { rps }) => sum + rps, 0)
    edge.errorRatio = edge.rps > 0 ? errorRate(edge.responses) / edge.rps : null
    edge.reporter = reporterOf(calls)
    edge.samples += calls.length
    edge.retriesPerSecond = retriesOf(calls, merged)
  }
}

/** Requests per second by code, flags and gRPC status; the busiest first, those without traffic left out. */
export function responsesOf(calls: readonly CountedCall[]): EdgeResponse[] {
  const rates = new Map<string, EdgeResponse>()
  for (const { code, flags, grpcStatus, perSecond } of calls) {
    const key = `${code} ${flags} ${grpcStatus ?? ''}`
    const rps = (rates.get(key)?.rps ?? 0) + perSecond
    rates.set(key, { code, flags, grpcStatus, rps })
  }
  return [...rates.values()]
    .filter(({ rps }) => rps > 0)
    .toSorted((a, b) => b.rps - a.rps || `${a.code} ${a.flags}`.localeCompare(`${b.code} ${b.flags}`))
}

/** G3: HTTP 5xx, no answer (code 0) and a gRPC status other than 0. 4xx is the caller's own fault and counts in health only. */
export function isError({ code, grpcStatus }: Pick<EdgeResponse, 'code' | 'grpcStatus'>): boolean {
  if (code === '0' || /^5\d\d$/.test(code)) return true
  return grpcStatus !== null && grpcStatus !== '' && grpcStatus !== '0'
}

export function errorRate(responses: readonly EdgeResponse[]): number {
  return responses.reduce((sum, response) => sum + (isError(response) ? response.rps : 0), 0)
}

/** `both`: the callee reported what arrived and the caller what never did. */
export function reporterOf(calls: readonly { readonly reporter: 'source' | 'destination' }[]): EdgeReporter {
  const reporters = new Set(calls.map(({ reporter }) => reporter))
  if (reporters.size > 1) return 'both'
  return reporters.has('source') ? 'source' : 'destination'
}

function retriesOf(calls: readonly CountedCall[], { retries }: MergedRequests): number | null {
  const pairs = new Set(calls.map(pairKey))
  const known = [...pairs].flatMap((pair) => retries.get(pair) ?? [])
  return known.length === 0 ? null : known.reduce((sum, count) => sum + count, 0)
}

/** Requests per second by the host that callers named, busiest first. */
export function hostsOf(calls: readonly CountedCall[]): { host: string; rps: number }[] {
  const rates = new Map<string, number>()
  for (const call of calls) add(rates, call.destinationService, call.perSecond)
  return [...rates].map(([host, rps]) => ({ host, rps })).toSorted((a, b) => b.rps - a.rps)
}
