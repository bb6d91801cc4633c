import { describe, expect, test } from 'vitest'
import { requestHealth, worstOf } from './request-health.ts'
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
