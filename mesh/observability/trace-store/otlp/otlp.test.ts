import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { batchesFromJson } from './from-json.ts'
import { batchesFromProtobuf } from './from-protobuf.ts'
import { MalformedRequest } from './model.ts'
import { encodeRequest } from './protocol.ts'

const traceId = '0af7651916cd43dd8448eb211c80319c'
const spanId = 'b7ad6b7169203331'
const request = (ids: (hex: string) => unknown) => ({
  resourceSpans: [
    {
      resource: { attributes: [{ key: 'service.name', value: { stringValue: 'reviews.bookinfo' } }] },
      scopeSpans: [
        {
          scope: { name: 'envoy', version: '1.40' },
          spans: [
            {
              traceId: ids(traceId),
              spanId: ids(spanId),
              parentSpanId: ids('00f067aa0ba902b7'),
              name: 'GET /reviews/1',
              kind: 3,
              startTimeUnixNano: '1764000000123456789',
              endTimeUnixNano: '1764000000223456789',
              attributes: [
                { key: 's', value: { stringValue: 'x' } },
                { key: 'b', value: { boolValue: true } },
                { key: 'i', value: { intValue: '-7' } },
                { key: 'd', value: { doubleValue: 1.5 } },
                { key: 'l', value: { arrayValue: { values: [{ intValue: '1' }, { stringValue: 'two' }] } } },
                { key: 'm', value: { kvlistValue: { values: [{ key: 'k', value: { boolValue: false } }] } } },
              ],
              events: [{ timeUnixNano: '1764000000200000000', name: 'retry', attributes: [] }],
              links: [{ traceId: ids(traceId), spanId: ids(spanId) }],
              status: { code: 2, message: 'upstream reset' },
            },
          ],
        },
      ],
    },
  ],
})
const protobuf = () => encodeRequest(request((hex) => Buffer.from(hex, 'hex')))
const jsonText = () => JSON.stringify(request((hex) => hex))

describe('reading OTLP', () => {
  it('gives the same batches from protobuf and from JSON', () => {
    expect(batchesFromProtobuf(protobuf())).toEqual(batchesFromJson(jsonText()))
  })

  it('keeps ids, times to the microsecond, and every kind of value', () => {
    const [batch] = batchesFromProtobuf(protobuf())
    const [span] = batch?.spans ?? []
    expect(span).toMatchObject({
      traceId,
      spanId,
      kind: 3,
      startUs: 1_764_000_000_123_456,
      endUs: 1_764_000_000_223_456,
    })
    expect(span?.attributes.map(({ value }) => value)).toEqual([
      { type: 'string', value: 'x' },
      { type: 'bool', value: true },
      { type: 'int64', value: -7 },
      { type: 'float64', value: 1.5 },
      { type: 'string', value: '[1,"two"]' },
      { type: 'string', value: '{"k":false}' },
    ])
  })

  it('reads enums by name in JSON', () => {
    const text = jsonText()
      .replace('"kind":3', '"kind":"SPAN_KIND_SERVER"')
      .replace('"code":2', '"code":"STATUS_CODE_OK"')
    const [batch] = batchesFromJson(text)
    expect(batch?.spans[0]).toMatchObject({ kind: 2, status: { code: 1 } })
  })

  it('says which field of JSON is wrong', () => {
    const text = jsonText().replace(spanId, 'not hex')
    expect(() => batchesFromJson(text)).toThrow('resourceSpans.0.scopeSpans.0.spans.0.spanId: is not hexadecimal')
    expect(() => batchesFromJson('{"resourceSpans": 5}')).toThrow(MalformedRequest)
    expect(() => batchesFromJson('not json')).toThrow('the body is not JSON')
  })

  it('never fails otherwise than with MalformedRequest, whatever bytes come', () => {
    const good = protobuf()
    const damaged = fc
      .tuple(fc.nat(good.length - 1), fc.uint8Array({ minLength: 1, maxLength: 8 }))
      .map(([at, bytes]) => {
        const copy = Uint8Array.from(good)
        copy.set(bytes.slice(0, copy.length - at), at)
        return copy
      })
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 300 }), damaged), (bytes) => {
        try {
          batchesFromProtobuf(bytes)
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedRequest)
        }
      }),
      { numRuns: 500 },
    )
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        try {
          batchesFromJson(text)
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedRequest)
        }
      }),
    )
  })
})
