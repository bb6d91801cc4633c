import { describe, expect, test } from 'vitest'
import { aChange } from '../../../test/support/changes.ts'
import { memoryDeps, operator, readerOf } from '../../../test/support/deps.ts'
import { spanOf } from '../../../test/support/spans.ts'
import type { Change } from '../../domain/changes/change.ts'
import { parseTraceFile } from '../../domain/tracing/trace-file.ts'
import { downloadTrace } from './download-trace.ts'
import { getRouteInForce } from './get-route-in-force.ts'

const weights = (v1: number, v2: number) => ({
  apiVersion: 'networking.istio.io/v1',
  kind: 'VirtualService' as const,
  metadata: { name: 'reviews', namespace: 'shop', resourceVersion: '1' },
  spec: {
    hosts: ['reviews'],
    http: [
      {
        route: [
          { destination: { host: 'reviews', subset: 'v1' }, weight: v1 },
          { destination: { host: 'reviews', subset: 'v2' }, weight: v2 },
        ],
      },
    ],
  },
})
const change = aChange({ id: '7', at: '2026-11-24T10:00:00Z', before: weights(90, 10), after: weights(50, 50) })

describe('the route in force (TR16)', () => {
  const ask = async (time: string, changes: Change[], principal = operator) => {
    const made = memoryDeps({}, [weights(50, 50)])
    const deps = { ...made, ledger: { ...made.ledger, list: async () => changes } }
    const input = { namespace: 'shop', host: 'reviews.shop.svc.cluster.local', at: Date.parse(time) / 1_000 }
    return getRouteInForce({ deps, principal, input })
  }
  test.each<[string, Change[], string, number[]]>([
    ['2026-11-24T09:59:00Z', [change], 'change-after', [90, 10]],
    ['2026-11-24T10:01:00Z', [change], 'change-before', [50, 50]],
    ['2026-11-24T09:59:00Z', [], 'live', [50, 50]],
  ])('at %s is what the ledger knows of it', async (...[time, changes, basis, expected]) => {
    const found = await ask(time, changes)
    expect([found.basis, found.rules[0]?.destinations.map(({ weight }) => weight)]).toEqual([basis, expected])
    expect(found.object).toEqual({ namespace: 'shop', name: 'reviews' })
  })
  test('of a namespace that may not be seen is refused', async () => {
    await expect(ask(change.at, [], readerOf('elsewhere'))).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })
})

describe('a trace as a file (TR18)', () => {
  test.each(['json', 'otlp'] as const)('in %s can be opened again', async (format) => {
    const made = memoryDeps()
    const traceId = '0123456789abcdef0123456789abcdef'
    made.traces.traces = [{ traceId, spans: [spanOf('a1', { service: 's' })], truncatedAt: null }]
    const { name, text } = await downloadTrace({ deps: made, principal: operator, input: { traceId, format } })
    expect(name).toContain(traceId)
    expect(parseTraceFile(text)).toMatchObject({ trace: { traceId, spans: [{ spanId: 'a1', service: 's' }] } })
  })
})
