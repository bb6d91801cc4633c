import type { IncomingHttpHeaders } from 'node:http'

/** Headers an app hands from the request it got to the requests it makes for it, so that one trace spans both. */
export const propagatedHeaders = [
  'x-request-id',
  'traceparent',
  'tracestate',
  'baggage',
  'b3',
  'x-b3-traceid',
  'x-b3-spanid',
  'x-b3-parentspanid',
  'x-b3-sampled',
  'x-b3-flags',
  'end-user',
  'x-tester',
] as const

/** The part of a request's headers that travels on; a repeated header travels as one comma-separated value. */
export function headersToPropagate(headers: IncomingHttpHeaders): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const name of propagatedHeaders) {
    const value = headers[name]
    if (value !== undefined) kept[name] = Array.isArray(value) ? value.join(',') : value
  }
  return kept
}

/** The trace id of a W3C `traceparent` or of B3 headers, else undefined. */
export function traceIdOf(headers: IncomingHttpHeaders): string | undefined {
  const parent = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-/.exec(String(headers['traceparent'] ?? ''))
  if (parent !== null) return parent[1]
  const b3 = /^([0-9a-f]{16}(?:[0-9a-f]{16})?)(?:-|$)/.exec(String(headers['b3'] ?? headers['x-b3-traceid'] ?? ''))
  return b3?.[1]
}
