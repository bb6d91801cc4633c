import type { TraceSearch, TraceSource } from '../../lib/sources/ports.ts'

/**
 * What every adapter must answer of three traces (a oldest, c newest) of productpage calling reviews v1 (a), a failed and
 * slow reviews v2 (b), and details (c): the letters of the traces, newest first.
 */
export const traceContract: readonly (readonly [string, Partial<TraceSearch>, string])[] = [
  ['a namespace', { namespace: 'bookinfo' }, 'cba'],
  ['another namespace', { namespace: 'default' }, ''],
  ['a workload', { namespace: 'bookinfo', workload: 'reviews-v2' }, 'b'],
  ['a workload that has no traces', { namespace: 'bookinfo', workload: 'reviews-v3' }, ''],
  ['a service', { namespace: 'bookinfo', service: 'reviews' }, 'ba'],
  ['a service by its whole name', { service: 'reviews.bookinfo' }, 'ba'],
  ['an edge', { namespace: 'bookinfo', source: 'productpage-v1', destination: 'reviews-v1' }, 'a'],
  ['an edge nobody took', { namespace: 'bookinfo', source: 'details-v1', destination: 'reviews-v1' }, ''],
  ['errors', { namespace: 'bookinfo', errorsOnly: true }, 'b'],
  ['a tag', { namespace: 'bookinfo', tags: [{ key: 'response_flags', value: 'UF' }] }, 'b'],
  ['an operation', { namespace: 'bookinfo', operation: 'details:9080/*' }, 'c'],
  ['least duration', { service: 'reviews', minDurationUs: 500_000 }, 'b'],
  ['most duration', { service: 'reviews', maxDurationUs: 500_000 }, 'a'],
]

/** The letters of found traces, in their order. */
export async function lettersOf(found: ReturnType<TraceSource['search']>): Promise<string> {
  return (await found).items.map(({ traceId }) => traceId[0]).join('')
}
