import { duration, percent, perSecond, bytesPerSecond, text } from '../../../lib/client/format/number.ts'
import { clockTime } from '../../../lib/client/format/time.ts'
import type { TrafficSeries } from '../../../lib/contract/edge.ts'
import { explainResponseFlag, parseResponseFlags } from '../../../lib/domain/envoy/response-flags.ts'
import type { EdgeResponse, GraphEdge } from '../../../lib/domain/graph/model.ts'

export type ResponseRow = {
  key: string
  /** "503 UF", "200", "gRPC 14". */
  code: string
  meaning: string
  cause: string | null
  /** 0 to 1 of all answers; null when the total is not known. */
  share: number | null
  failed: boolean
}

/** Codes and flags, busiest first, in words. */
export function responseRows(responses: readonly EdgeResponse[]): ResponseRow[] {
  const total = responses.reduce((sum, { rps }) => sum + rps, 0)
  return responses
    .toSorted((a, b) => b.rps - a.rps)
    .map((response) => {
      const flags = parseResponseFlags(response.flags)
      const explained = flags.map((flag) => explainResponseFlag(flag)).find((meaning) => meaning !== undefined)
      return {
        key: `${response.code} ${response.flags} ${response.grpcStatus ?? ''}`,
        code: [codeText(response), ...flags].join(' '),
        meaning: explained?.title ?? codeMeaning(response),
        cause: explained?.likelyCause ?? null,
        share: total === 0 ? null : response.rps / total,
        failed: isFailure(response),
      }
    })
}

function codeText({ code, grpcStatus }: EdgeResponse): string {
  if (grpcStatus !== null && grpcStatus !== '0' && code === '200') return `gRPC ${grpcStatus}`
  return code === '0' ? 'none' : code
}

/** 5xx, no answer, and gRPC other than 0, as the error ratio counts them. */
export function isFailure({ code, grpcStatus }: EdgeResponse): boolean {
  return code.startsWith('5') || code === '0' || (grpcStatus !== null && grpcStatus !== '0' && grpcStatus !== '')
}

function codeMeaning({ code, grpcStatus }: EdgeResponse): string {
  if (grpcStatus !== null && grpcStatus !== '0' && grpcStatus !== '') return `gRPC status ${grpcStatus}`
  if (code === '0') return 'no answer came'
  const kinds: Record<string, string> = {
    '1': 'informational',
    '2': 'answered',
    '3': 'redirected',
    '4': 'refused by the callee',
    '5': 'failed at the callee',
  }
  return kinds[code[0] ?? ''] ?? 'answered'
}

/** What the edge carries in one sentence, for when the server gave no reason. */
export function edgeSentence(edge: GraphEdge): string {
  if (edge.protocol === 'tcp') return `${text(bytesPerSecond(edge.bytesPerSecond))} over TCP.`
  if (edge.rps === null) return 'No requests were reported in this window.'
  const p95 = edge.latencyMs?.p95 ?? null
  const slow = p95 === null ? '' : ` 95 of 100 answers come within ${text(duration(p95))}.`
  const errors =
    edge.errorRatio === null ? '' : edge.errorRatio === 0 ? ' None fails.' : ` ${text(percent(edge.errorRatio))} fail.`
  return `${text(perSecond(edge.rps))}.${errors}${slow}`
}

/** How failures divide: "90 % of those with UF"; null without failures. */
export function mainFailure(responses: readonly EdgeResponse[]): string | null {
  const failed = responses.filter(isFailure).toSorted((a, b) => b.rps - a.rps)
  const total = failed.reduce((sum, { rps }) => sum + rps, 0)
  const [first] = failed
  if (first === undefined || total === 0) return null
  const flags = parseResponseFlags(first.flags)
  const name = flags.length > 0 ? flags.join(' and ') : `code ${codeText(first)}`
  return `${Math.floor((first.rps / total) * 100)} % of those with ${name}`
}

/** When the failures that go on now began, if that lies inside of the series. */
export function failingSince({ times, rps, errorRps }: TrafficSeries, threshold = 0.01): string | null {
  const bad = times.map((_, index) => {
    const [requests, errors] = [rps[index] ?? null, errorRps[index] ?? null]
    return requests !== null && errors !== null && requests > 0 && errors / requests > threshold
  })
  if (bad.at(-1) !== true) return null
  const start = bad.lastIndexOf(false) + 1
  const time = times[start]
  return start === 0 || time === undefined ? null : clockTime(time * 1_000)
}

/** Error share over time; a moment without requests has none. */
export function errorShares({ rps, errorRps }: TrafficSeries): (number | null)[] {
  return rps.map((requests, index) => {
    const errors = errorRps[index] ?? null
    return requests === null || errors === null || requests === 0 ? null : errors / requests
  })
}
