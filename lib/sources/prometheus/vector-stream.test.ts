import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { VectorRow } from './schema.ts'
import { VectorStream } from './vector-stream.ts'

function read(chunks: readonly string[]): { rows: VectorRow[]; warnings: readonly string[] } {
  const rows: VectorRow[] = []
  const stream = new VectorStream((batch) => void rows.push(...batch))
  for (const chunk of chunks) stream.push(chunk)
  return { rows, ...stream.end() }
}

function cut(text: string, at: readonly number[]): string[] {
  const places = [0, ...at.map((place) => place % (text.length + 1)).toSorted((a, b) => a - b), text.length]
  return places.slice(1).map((place, index) => text.slice(places[index], place))
}

// Texts that look like what stands between rows, and any other.
const hostile = fc.oneof(
  fc.constantFrom(',{"metric":', '},{"metric":{', ']}', '"', '\\'),
  fc.string({ unit: 'binary' }),
)
const labelName = fc.constantFrom('metric', 'value', 'result', 'le', 'source_workload')
const answer = fc.record({
  rows: fc.array(
    fc.record({
      metric: fc.dictionary(labelName, hostile, { noNullPrototype: true }),
      value: fc.tuple(fc.integer(), hostile),
    }),
  ),
  warnings: fc.array(hostile),
  spaces: fc.boolean(),
})

describe('an answer that is read as it comes', () => {
  test('has the rows and warnings that it has as a whole, whatever they say and wherever it is cut', () => {
    fc.assert(
      fc.property(answer, fc.array(fc.nat(10_000)), ({ rows, warnings, spaces }, cuts) => {
        const whole = { status: 'success', data: { resultType: 'vector', result: rows }, warnings }
        const text = JSON.stringify(whole, null, spaces ? 1 : undefined)
        expect(read(cut(text, cuts))).toEqual({ rows, warnings })
      }),
    )
  })
  test('hands over what it has before the end comes', () => {
    const row = '{"metric":{"a":"b"},"value":[1,"2"]}'
    let seen = 0
    const stream = new VectorStream((batch) => void (seen += batch.length))
    const head = '{"status":"success","data":{"resultType":"vector","result":['
    stream.push(`${head}${Array.from({ length: 10_001 }, () => row).join(',')}`)
    expect(seen).toBe(10_000)
    stream.push(']}}')
    stream.end()
    expect(seen).toBe(10_001)
  })
  test.each([
    ['no JSON', 'Bad gateway'],
    ['cut off', '{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1,"2"]},{"met'],
    ['of another kind', '{"status":"success","data":{"resultType":"matrix","result":[]}}'],
    [
      'with a row that is none',
      '{"status":"success","data":{"resultType":"vector","result":[{"metric":{"a":1},"value":[1,"2"]},{"metric":{},"value":[1,"2"]}]}}',
    ],
  ])('is refused when it is %s', (...[, text]) => {
    expect(() => read(cut(text, [7, 70, 90]))).toThrow(/Prometheus/)
  })
})
