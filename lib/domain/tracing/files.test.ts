import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anySpans } from '../../../test/support/any-spans.ts'
import { spanOf } from '../../../test/support/spans.ts'
import { toOtlp } from './otlp-trace.ts'
import { SLIM_FROM, slimTrace } from './slim-trace.ts'
import { parseTraceFile } from './trace-file.ts'

const parsed = (value: unknown) => parseTraceFile(JSON.stringify(value))

describe('a trace in a file (TR18)', () => {
  const spans = [
    spanOf('01', {
      service: 'a.ns',
      kind: 'client',
      startUs: 1_700_000_000_000_000,
      error: true,
      httpStatus: 503,
      responseFlags: 'UF',
      tags: { 'service.name': 'a.ns', 'http.status_code': '503', response_flags: 'UF' },
      logs: [{ timeUs: 1_700_000_000_000_005, fields: { event: 'retry' } }],
    }),
    spanOf('02', {
      parentId: '01',
      service: 'b.ns',
      kind: 'server',
      startUs: 1_700_000_000_000_010,
      tags: { 'service.name': 'b.ns' },
    }),
  ]
  const trace = { traceId: 'ab'.repeat(16), spans, truncatedAt: null }

  it('is the same after the way through OTLP, and as the console saves it', () => {
    expect(parsed(toOtlp(trace))).toEqual({ trace })
    expect(parsed(trace)).toEqual({ trace })
  })

  it('is read as Jaeger saves it, one trace or its answer', () => {
    const wire = {
      traceID: 'AB',
      spans: [{ traceID: 'AB', spanID: '1', operationName: 'GET', startTime: 5, duration: 7, processID: 'p' }],
      processes: { p: { serviceName: 's' } },
    }
    for (const value of [wire, { data: [wire] }])
      expect(parsed(value)).toMatchObject({ trace: { traceId: 'ab', spans: [{ service: 's', durationUs: 7 }] } })
  })

  it.each(['', '{"traceId":', '[]', '{"data":[]}', '{"resourceSpans":[]}', 'null'])(
    'that is none (%j) is one sentence',
    (text) => {
      expect(parseTraceFile(text)).toEqual({ fault: expect.stringMatching(/^The file .+\.$/) as string })
    },
  )

  it('never throws, whatever the file says', () => {
    fc.assert(fc.property(fc.json(), (text) => void parseTraceFile(text)))
    fc.assert(
      fc.property(anySpans, (spans) => {
        const kept = parsed(toOtlp({ traceId: 'a', spans, truncatedAt: null }))
        expect('trace' in kept ? kept.trace.spans.length : 0).toBe(spans.length)
      }),
    )
  })
})

describe('a large trace (TR13)', () => {
  it('is sent without tags, but for those that its rows show; a smaller one whole', () => {
    const tags = { big: 'x'.repeat(100), 'istio.canonical_revision': 'v2' }
    const of = (count: number) => ({
      traceId: 't',
      spans: Array.from({ length: count }, (_, index) => spanOf(String(index), { tags })),
      truncatedAt: null,
    })
    expect(slimTrace(of(SLIM_FROM - 1)).spans[0]?.tags).toEqual(tags)
    const slim = slimTrace(of(SLIM_FROM))
    expect([slim.slim, slim.spans[7]?.tags]).toEqual([true, { 'istio.canonical_revision': 'v2' }])
  })
})
