import { describe, expect, it } from 'vitest'
import { parseDuration } from './duration.ts'
import { BadParameter, parseTraceId, parseTraceQuery } from './trace-query.ts'

const nowUs = 1_764_000_000_000_000
const parse = (text: string) => parseTraceQuery(new URLSearchParams(text), nowUs)

describe('parseTraceQuery', () => {
  it('has the defaults of Jaeger: the last two days, at most 100 traces', () => {
    const query = parse('service=reviews.bookinfo')
    expect(query.endUs - query.startUs).toBe(2 * 86_400 * 1_000_000)
    expect(query).toMatchObject({ limit: 100, operation: undefined, tags: {}, endUs: nowUs })
  })

  it("reads all that Jaeger's page and Kiali send", () => {
    const tags = encodeURIComponent('{"http.status_code":"503"}')
    const query = parse(
      `service=a&operation=GET&tags=${tags}&tag=error:true&start=5&end=9&minDuration=1.5ms&maxDuration=2s&limit=20&lookback=custom`,
    )
    expect(query).toEqual({
      service: 'a',
      operation: 'GET',
      tags: { 'http.status_code': '503', error: 'true' },
      startUs: 5,
      endUs: 9,
      minDurationUs: 1_500,
      maxDurationUs: 2_000_000,
      limit: 20,
    })
  })

  it.each([
    ['', "parameter 'service' is required"],
    ['service=a&start=abc', 'parameter \'start\' is "abc": microseconds'],
    ['service=a&minDuration=5', 'parameter \'minDuration\' is "5": a duration'],
    ['service=a&minDuration=2s&maxDuration=1s', "'maxDuration' is less"],
    ['service=a&limit=-1', 'parameter \'limit\' is "-1"'],
    ['service=a&tags=[1]', "parameter 'tags'"],
    ['service=a&tag=error', "parameter 'tag'"],
  ])('refuses %j by its parameter', (text, message) => {
    expect(() => parse(text)).toThrow(BadParameter)
    expect(() => parse(text)).toThrow(message)
  })
})

describe('parseDuration', () => {
  it.each([
    ['100ms', 100_000],
    ['1.2s', 1_200_000],
    ['1h30m', 5_400_000_000],
    ['250µs', 250],
    ['1500ns', 2],
    ['-1s', undefined],
    ['1', undefined],
    ['', undefined],
  ])('%s is %s µs', (text, expected) => {
    expect(parseDuration(text)).toBe(expected)
  })
})

describe('parseTraceId', () => {
  it('fills a short id up with zeros, as Jaeger does', () => {
    expect(parseTraceId('B7AD6B7169203331')).toBe('0000000000000000b7ad6b7169203331')
    expect(() => parseTraceId('xyz')).toThrow('is not 1 to 32 hexadecimal digits')
  })
})
