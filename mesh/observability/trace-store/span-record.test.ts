import { describe, expect, it } from 'vitest'
import type { OtlpSpan } from './otlp/model.ts'
import { recordsOf } from './span-record.ts'

const span: OtlpSpan = {
  traceId: '0af7651916cd43dd8448eb211c80319c',
  spanId: 'b7ad6b7169203331',
  parentSpanId: '',
  traceState: '',
  name: 'GET',
  kind: 2,
  startUs: 10,
  endUs: 25,
  attributes: [],
  events: [],
  links: [],
  status: { code: 0, message: '' },
}
const batch = (spans: OtlpSpan[]) => ({ resource: [], scope: { name: '', version: '' }, spans })

describe('recordsOf', () => {
  it("names what OTLP has as fields by Jaeger's tags", () => {
    const failed = { ...span, traceState: 'a=b', status: { code: 2, message: 'reset' } }
    const [record] = recordsOf([{ ...batch([failed]), scope: { name: 'envoy', version: '1.40' } }]).records
    expect(record?.tags.map(({ key, value }) => `${key}=${value}`)).toEqual([
      'otel.scope.name=envoy',
      'otel.scope.version=1.40',
      'span.kind=server',
      'otel.status_code=ERROR',
      'error=true',
      'otel.status_description=reset',
      'w3c.tracestate=a=b',
    ])
  })

  it('takes the service from the resource and keeps the rest of it as the process', () => {
    const resource = [
      { key: 'service.name', value: { type: 'string', value: 'reviews.bookinfo' } },
      { key: 'k8s.pod.name', value: { type: 'string', value: 'reviews-v1-abc' } },
    ] as const
    const [record] = recordsOf([{ ...batch([span]), resource }]).records
    expect(record?.service).toBe('reviews.bookinfo')
    expect(record?.processTags.map(({ key }) => key)).toEqual(['k8s.pod.name'])
  })

  it.each([
    ['a trace id of zeros', { traceId: '0'.repeat(32) }, 'trace_id'],
    ['a short trace id', { traceId: 'ab' }, 'trace_id'],
    ['no span id', { spanId: '' }, 'span_id'],
    ['a short parent id', { parentSpanId: 'ab' }, 'parent_span_id'],
    ['a time beyond numbers', { endUs: Number.MAX_VALUE }, 'times'],
  ])('leaves out a span with %s, says why, and keeps the others', (_, fault, named) => {
    const { records, rejected, reason } = recordsOf([batch([{ ...span, ...fault }, span])])
    expect([records.length, rejected]).toEqual([1, 1])
    expect(reason).toContain(named)
  })

  it('never has a negative duration', () => {
    expect(recordsOf([batch([{ ...span, endUs: 5 }])]).records[0]?.durationUs).toBe(0)
  })
})
