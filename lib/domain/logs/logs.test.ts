import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { orderByTime } from './order-lines.ts'
import { parseLogLine } from './parse-line.ts'

const at = '2026-11-24T10:00:00.123456789Z'
const id = '0123456789abcdef0123456789abcdef'
const access = JSON.stringify({
  start_time: '2026-11-24T10:00:00.100Z',
  method: 'GET',
  path: '/reviews/0',
  protocol: 'HTTP/1.1',
  response_code: 503,
  response_flags: 'UF,URX',
  duration: 12,
  bytes_received: 0,
  bytes_sent: 91,
  trace_id: id,
  upstream_cluster: 'outbound|9080||reviews.bookinfo.svc.cluster.local',
})

describe('a line of a log', () => {
  test.each([
    ['plain text', 'ready', { level: 'unknown', message: 'ready' }],
    ['a bracketed level', '[2026-11-24][12][warning][upstream] slow', { level: 'warn' }],
    ['a leading level', 'ERROR: no store', { level: 'error' }],
    ['a word that only contains one', 'terrors of the deep', { level: 'unknown' }],
    ['pino', '{"level":50,"msg":"broken"}', { level: 'error', message: 'broken' }],
    [
      'JSON of a trace',
      `{"level":"info","message":"hi","trace_id":"${id}"}`,
      { level: 'info', message: 'hi', traceId: id },
    ],
    ['a trace id in text', `served trace_id=${id} well`, { traceId: id }],
    ['broken JSON', '{"level":', { message: '{"level":', level: 'unknown' }],
  ])('%s', (_what, text, expected) => {
    expect(parseLogLine(`${at} ${text}`)).toMatchObject({ time: at, ...expected })
  })
  test('of a proxy is at the start of its request, and keeps when it was written (LG11)', () => {
    expect(parseLogLine(`${at} ${access}`)).toMatchObject({
      time: '2026-11-24T10:00:00.100Z',
      written: at,
      level: 'error',
      traceId: id,
      message: 'GET /reviews/0 503 UF,URX 12 ms',
    })
  })
  test.each(['2026-11-24T09:00:00Z', '2026-11-24T10:00:01Z', 'nonsense'])(
    'of a proxy that began at %s, long before or no time before it was written, stays where it was written (LG11)',
    (start) => {
      const line = parseLogLine(`${at} ${access.replace('2026-11-24T10:00:00.100Z', start)}`)
      expect([line?.time, line?.written]).toEqual([at, undefined])
    },
  )
  test('an access log keeps its fields as text', () => {
    expect(parseLogLine(`${at} ${access}`)?.access).toMatchObject({
      method: 'GET',
      responseCode: '503',
      flags: 'UF,URX',
    })
  })
  test('without its timestamp is none', () => {
    expect(parseLogLine('no time')).toBeNull()
  })
  test('can draw nothing on a terminal: control characters are replaced, tabs are spaces', () => {
    expect(parseLogLine(`${at} a\u001b[31m\tb\u0000`)?.message).toBe('a�[31m b�')
  })
  test('never throws, whatever a container writes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const line = parseLogLine(`${at} ${text}`)
        expect(line?.message ?? '').not.toMatch(/\p{Cc}/u)
      }),
    )
  })
})

describe('lines of many containers', () => {
  test('are in the order of their time to the nanosecond; equal ones stay as they came', () => {
    const times = ['00.2Z', '00.1Z', '00.100000001Z', '00Z', '00.1Z'].map((end, place) => ({
      time: `2026-11-24T10:00:${end}`,
      place,
    }))
    expect(orderByTime(times).map(({ place }) => place)).toEqual([3, 1, 4, 2, 0])
  })
})
