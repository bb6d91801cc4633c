import { describe, expect, it } from 'vitest'
import type { LogLine } from '../../lib/contract/logs.ts'
import { logBuckets } from './buckets.ts'
import { facetCounts, nothingHidden, toggleHidden, visibleLines } from './facets.ts'
import { lineWords, linesText } from './line-words.ts'
import { deeperThan, logFilterParams, markedWords, parseLogFilter, surroundings } from './log-filter.ts'

function line(given: Partial<LogLine> = {}): LogLine {
  return {
    time: '2026-11-24T09:00:00.000Z',
    namespace: 'bookinfo',
    pod: 'reviews-v1-abc',
    container: 'reviews',
    workload: 'reviews-v1',
    level: 'info',
    message: 'hello',
    traceId: null,
    access: null,
    ...given,
  }
}

const access = {
  kind: 'http',
  responseCode: '503',
  flags: 'UF,URX',
  method: 'GET',
  path: '/reviews/1',
  durationMs: '27',
  reporter: 'source',
  cluster: '{"kind":"outbound","port":9080,"subset":"v1","host":"reviews.bookinfo.svc.cluster.local"}',
}
const { flags: _flags, ...unflagged } = access
const failed = line({ container: 'istio-proxy', level: 'error', access })
const fine = line({ container: 'istio-proxy', access: { ...unflagged, responseCode: '200' } })

describe('lineWords', () => {
  it('makes a sentence of an access log line, flags apart, and keeps its fields', () => {
    const { text, flags, fields } = lineWords(failed)
    expect(text).toBe('503 GET /reviews/1 27 ms to reviews.bookinfo.svc.cluster.local v1')
    expect(flags).toEqual(['UF', 'URX'])
    expect(fields[0]).toEqual({ key: 'Code', value: '503' })
    expect(fields).toContainEqual({ key: 'Cluster', value: 'reviews.bookinfo.svc.cluster.local v1' })
  })

  it('names the caller of what came in, and the bytes of a TCP connection', () => {
    const inbound = {
      ...access,
      reporter: 'destination',
      sourcePrincipal: 'spiffe://cluster.local/ns/bookinfo/sa/bookinfo-productpage',
    }
    expect(lineWords(line({ access: inbound })).text).toBe('503 GET /reviews/1 27 ms from sa/bookinfo-productpage')
    const tcp = { kind: 'tcp', durationMs: '900', bytesReceived: '12', bytesSent: '34' }
    expect(lineWords(line({ access: tcp })).text).toBe('TCP 900 ms, 12 B in, 34 B out')
  })

  it('reads a JSON line by its message, and leaves other lines alone', () => {
    expect(lineWords(line({ message: '{"msg":"charged","amount":5}' }))).toEqual({
      text: 'charged',
      flags: [],
      fields: [{ key: 'amount', value: '5' }],
    })
    expect(lineWords(line({ message: '{not json' })).text).toBe('{not json')
    expect(lineWords(line({ message: '{"a":1}' })).text).toBe('{"a":1}')
  })
})

describe('facets', () => {
  const lines = [line(), failed, fine, line({ level: 'warn', workload: null })]

  it('count lines, levels by weight and the others by number', () => {
    expect(facetCounts(lines, 'level')).toEqual([
      { value: 'error', count: 1 },
      { value: 'warn', count: 1 },
      { value: 'info', count: 2 },
    ])
    expect(facetCounts(lines, 'flag')).toEqual([
      { value: 'none', count: 1 },
      { value: 'UF', count: 1 },
      { value: 'URX', count: 1 },
    ])
  })

  it('hide what is switched off, and nothing that a facet does not speak of', () => {
    const hidden = toggleHidden(nothingHidden, 'flag', 'none')
    expect(visibleLines(lines, hidden)).toEqual([lines[0], failed, lines[3]])
    expect(visibleLines(lines, toggleHidden(hidden, 'flag', 'none'))).toBe(lines.length > 0 ? lines : [])
    expect(visibleLines(lines, toggleHidden(nothingHidden, 'workload', 'reviews-v1'))).toEqual([lines[3]])
  })
})

describe('logBuckets', () => {
  it('covers the time of the lines in round steps and loses none', () => {
    const lines = Array.from({ length: 150 }, (_, second) =>
      line({
        time: new Date(Date.UTC(2026, 10, 24, 9, 0, second)).toISOString(),
        level: second % 10 === 0 ? 'error' : 'info',
      }),
    )
    const { stepMs, buckets } = logBuckets(lines)
    expect(stepMs).toBe(2_000)
    expect(buckets).toHaveLength(75)
    expect(buckets.reduce((sum, { error }) => sum + error, 0)).toBe(15)
    expect(buckets.reduce((sum, { other }) => sum + other, 0)).toBe(135)
  })

  it('has nothing to show without lines, or with times that are none', () => {
    expect(logBuckets([]).buckets).toEqual([])
    expect(logBuckets([line({ time: 'yesterday' })]).buckets).toEqual([])
  })
})

describe('the question of the page', () => {
  it('survives the way through the URL', () => {
    const filter = { ...parseLogFilter(new URLSearchParams()), namespace: 'shop', q: '/a b/ code>=500', depth: '20000' }
    const params = new URLSearchParams()
    for (const [name, value] of Object.entries(logFilterParams(filter)))
      if (value !== undefined) params.set(name, value)
    expect(parseLogFilter(params)).toEqual(filter)
    expect(parseLogFilter(new URLSearchParams('depth=7')).depth).toBe('')
  })

  it('marks only its plain words in the lines', () => {
    expect(markedWords('timeout "two words" /re[gex] +/ level=error path~x -not -/re/ code>=500')).toEqual([
      'timeout',
      'two words',
    ])
  })

  it('goes deeper step by step, and to ten seconds around a line', () => {
    expect([deeperThan(5_000), deeperThan(20_000), deeperThan(100_000)]).toEqual([20_000, 100_000, undefined])
    expect(surroundings('2026-11-24T09:00:00.5Z')).toEqual({ at: '2026-11-24T09:00:05.500Z', window: '10s' })
  })

  it('is saved oldest first, one line each', () => {
    const rows = linesText([failed, line({ message: 'first' })]).split('\n')
    expect(rows[0]).toBe('2026-11-24T09:00:00.000Z bookinfo/reviews-v1-abc/reviews info - first')
    expect(rows[1]).toContain('istio-proxy error - UF URX 503 GET /reviews/1')
  })
})
