import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { requestHealth, worstOf } from './request-health.ts'
import { parseRateAnnotation } from './rate-annotation.ts'
import { thingHealth } from './thing-health.ts'
import { defaultTolerances, judgedCode } from './tolerances.ts'
import { proxyHealth, replicaHealth } from './workload-health.ts'

const answers = (codes: Record<string, number>, protocol: 'http' | 'grpc' = 'http') => [
  {
    protocol,
    direction: 'inbound' as const,
    responses: Object.entries(codes).map(([code, rps]) =>
      protocol === 'http' ? { code, grpcStatus: null, rps } : { code: '200', grpcStatus: code, rps },
    ),
  },
]

describe('health of requests', () => {
  test.each([
    [{ '200': 100 }, 'healthy'],
    [{ '200': 999, '500': 1 }, 'degraded'],
    [{ '200': 91, '503': 9 }, 'degraded'],
    [{ '200': 90, '503': 10 }, 'failing'],
    [{ '200': 91, '404': 9 }, 'healthy'],
    [{ '200': 90, '404': 10 }, 'degraded'],
    [{ '200': 80, '404': 20 }, 'failing'],
    [{ '200': 99, '0': 1 }, 'degraded'],
    [{ '200': 90, '0': 10 }, 'failing'],
    [{ '301': 100 }, 'healthy'],
  ])('H1: %o of HTTP is %s', (codes, status) => {
    expect(requestHealth(answers(codes))?.status).toBe(status)
  })
  test.each([
    [{ '0': 100 }, 'healthy'],
    [{ '0': 99, '14': 1 }, 'degraded'],
    [{ '0': 90, '2': 10 }, 'failing'],
    [{ '0': 99, '17': 1 }, 'healthy'],
  ])('H1: %o of gRPC is %s', (codes, status) => {
    expect(requestHealth(answers(codes, 'grpc'))?.status).toBe(status)
  })
  test.each([
    [{ code: '200', grpcStatus: null }, '200'],
    [{ code: '0', grpcStatus: null }, '-'],
    [{ code: '200', grpcStatus: '14' }, '14'],
    [{ code: '200', grpcStatus: '' }, '200'],
    [{ code: '503', grpcStatus: '14' }, '503'],
    [{ code: '0', grpcStatus: '4' }, '-'],
  ])('H2: %o is judged as %s', (answer, code) => {
    expect(judgedCode(answer)).toBe(code)
  })
  test('H1: no answer and an HTTP error of gRPC count as gRPC errors', () => {
    for (const code of ['0', '503'])
      expect(
        requestHealth([{ protocol: 'grpc', direction: 'inbound', responses: [{ code, grpcStatus: '', rps: 1 }] }])
          ?.status,
      ).toBe('failing')
  })
  test('H2: 10 % of few outbound requests count against them, not against all', () => {
    const outbound = {
      protocol: 'http',
      direction: 'outbound',
      responses: [{ code: '500', grpcStatus: null, rps: 1 }],
    } as const
    expect(requestHealth([...answers({ '200': 1_000 }), outbound])).toMatchObject({ status: 'failing' })
  })
  test('without requests there is no verdict', () => {
    expect(requestHealth(answers({ '200': 0 }))).toBeNull()
  })
  test('a reason names share, direction and limit, and never rounds a small share to zero', () => {
    expect(requestHealth(answers({ '200': 99_999, '500': 1 }))?.reasons).toEqual([
      'under 0.1 % of inbound HTTP requests answered 5xx (degraded above 0 %).',
    ])
  })
})

describe('health of things', () => {
  test.each([
    [{ desired: 0, ready: 0 }, 'idle'],
    [{ desired: 2, ready: 2 }, 'healthy'],
    [{ desired: 2, ready: 1 }, 'degraded'],
    [{ desired: 2, ready: 0 }, 'failing'],
  ])('H3: %o is %s', (replicas, status) => {
    expect(replicaHealth(replicas).status).toBe(status)
  })
  test('H4: a proxy behind the control plane degrades and is named', () => {
    expect(proxyHealth([{ pod: 'a', state: 'synced' }])).toBeNull()
    expect(proxyHealth([{ pod: 'a', state: 'stale' }])).toMatchObject({
      status: 'degraded',
      reasons: [expect.stringContaining('a')],
    })
  })
  test('H5: the worst wins and brings only its own reasons', () => {
    const worst = worstOf([
      { status: 'degraded', reasons: ['slow'] },
      { status: 'failing', reasons: ['down'] },
      { status: 'healthy', reasons: ['fine'] },
    ])
    expect(worst).toEqual({ status: 'failing', reasons: ['down'] })
    expect(worstOf([]).status).toBe('unknown')
  })
})

const inbound = (codes: Record<string, number>) => ({ answers: answers(codes), bytesPerSecond: 0 })

describe('the health of a thing', () => {
  const ready = { verdicts: [replicaHealth({ desired: 2, ready: 2 })] }
  test('H5: without traffic a thing with ready pods is idle, without ready pods it is not', () => {
    expect(thingHealth(inbound({}), ready).status).toBe('idle')
    expect(thingHealth(inbound({}), { verdicts: [replicaHealth({ desired: 2, ready: 1 })] }).status).toBe('degraded')
    expect(thingHealth(inbound({ '200': 1 }), { verdicts: [replicaHealth({ desired: 2, ready: 0 })] }).status).toBe(
      'failing',
    )
  })
  test('H5: bytes are traffic, too', () => {
    expect(thingHealth({ answers: [], bytesPerSecond: 5 }).status).toBe('healthy')
  })
  test('always has a reason', () => {
    const codes = fc.dictionary(fc.constantFrom('200', '404', '500', '0'), fc.integer({ min: 0, max: 100 }))
    fc.assert(
      fc.property(codes, fc.boolean(), (drawn, known) => {
        const { reasons } = thingHealth(inbound(drawn), known ? ready : undefined)
        expect(reasons.length).toBeGreaterThan(0)
        for (const reason of reasons) expect(reason).toMatch(/^[A-Z0-9a-z].*[.]$/)
      }),
    )
  })
})

describe('H6: the annotation', () => {
  const judged = (annotation: string, codes: Record<string, number>) => {
    const parsed = parseRateAnnotation(annotation)
    if (!parsed.ok) throw new Error(parsed.message)
    return requestHealth(answers(codes), parsed.tolerances)?.status
  }
  test.each([
    ['5XX,10,20,http,inbound', { '200': 95, '500': 5 }, 'healthy'],
    ['5XX,10,20,http,inbound', { '200': 90, '503': 10 }, 'degraded'],
    ['5XX,10,20,http,inbound', { '200': 80, '503': 20 }, 'failing'],
    ['4XX,0,100,http,.*', { '200': 99, '404': 1 }, 'degraded'],
    ['5XX,10,20,http,outbound', { '500': 1 }, 'healthy'],
    ['5XX,10,20,grpc,inbound', { '500': 1 }, 'healthy'],
    ['404,0,10,http|grpc,inbound;500,50,60,http,inbound', { '404': 1, '500': 3, '200': 6 }, 'failing'],
    ['-,0,10,http,inbound', { '0': 1, '200': 99 }, 'degraded'],
    ['5xx,0,0,http,inbound', { '500': 1, '200': 9999 }, 'failing'],
  ] as const)('%s judges %o as %s', (annotation, codes, status) => {
    expect(judged(annotation, codes)).toBe(status)
  })
  test('its limits stand in the answer, and the defaults do not', () => {
    const parsed = parseRateAnnotation('5XX,10,20,http|grpc,inbound')
    if (!parsed.ok) throw new Error(parsed.message)
    const limit = { name: 'answered 5XX', protocols: ['http', 'grpc'], directions: ['inbound'] }
    const traffic = { answers: answers({ '200': 1 }), bytesPerSecond: 0 }
    expect(thingHealth(traffic, { tolerances: parsed.tolerances, verdicts: [] }).limits).toEqual([
      { ...limit, degradedFrom: 0.1, failingFrom: 0.2 },
    ])
    expect(thingHealth(traffic)).not.toHaveProperty('limits')
  })
  test.each([
    ['', 'rules'],
    ['5XX,10,20', '3 fields'],
    ['5XX,ten,20,http,inbound', '"ten"'],
    ['5XX,-1,20,http,inbound', '"-1"'],
    ['5XX,1,101,http,inbound', '"101"'],
    ['(,1,2,http,inbound', 'regular expression'],
    [`${'5XX,1,2,http,inbound;'.repeat(21)}`, 'rules'],
    ['x'.repeat(1_001), 'longer'],
  ])('%s is refused with its fault', (annotation, words) => {
    const parsed = parseRateAnnotation(annotation)
    expect(parsed.ok ? '' : parsed.message).toContain(words)
  })
  test('never throws, whatever it says', () => {
    fc.assert(fc.property(fc.string({ maxLength: 60 }), (text) => typeof parseRateAnnotation(text).ok === 'boolean'))
  })
  test('that is not understood is said, and the defaults hold', () => {
    const note = 'Its annotation is not understood.'
    expect(thingHealth(inbound({ '500': 1 }), { verdicts: [], note })).toEqual({
      status: 'failing',
      reasons: [expect.stringContaining('5xx'), note],
    })
  })
  test('H1: the defaults as an annotation are the defaults', () => {
    const parsed = parseRateAnnotation(
      '5XX,0,10,http,.*;4XX,10,20,http,.*;-,0,10,http|grpc,.*;^[1-9]$|^1[0-6]$,0,10,grpc,.*',
    )
    const codes = fc.dictionary(fc.constantFrom('200', '301', '404', '500', '0'), fc.integer({ min: 0, max: 100 }))
    fc.assert(
      fc.property(codes, (drawn) => {
        const tolerances = parsed.ok ? parsed.tolerances : []
        const byDefault = requestHealth(answers(drawn), defaultTolerances)
        expect(requestHealth(answers(drawn), tolerances)?.status).toBe(byDefault?.status)
      }),
    )
  })
})
