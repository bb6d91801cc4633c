import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { memoryDeps, operator, readerOf } from '../../../test/support/deps.ts'
import { deployment, namespace } from '../../../test/support/cluster-objects.ts'
import { requestSample } from '../../../test/support/telemetry.ts'
import { graphRequest } from '../../contract/graph.ts'
import { getGraph } from './get-graph.ts'

const cluster = [namespace('shop'), ...deployment('shop', 'cart-v1')]
const input = (different: Record<string, string> = {}) => graphRequest.parse({ at: '1800000000', ...different })

describe('G24: an answer that viewers share', () => {
  const held = { requests: [requestSample()] }
  test('is one while nothing has changed, whoever has the same rights', async () => {
    const deps = memoryDeps(held, cluster)
    const first = await getGraph({ deps, principal: operator, input: input() })
    expect(await getGraph({ deps, principal: { ...operator, subject: 'another' }, input: input() })).toBe(first)
  })
  test.each([
    ['other rights', readerOf('shop'), input()],
    ['another question', operator, input({ type: 'app' })],
    ['other layers', operator, input({ layers: 'rates' })],
  ])('is another for %s', async (...[, principal, question]) => {
    const deps = memoryDeps(held, cluster)
    const first = await getGraph({ deps, principal: operator, input: input() })
    expect(await getGraph({ deps, principal, input: question })).not.toBe(first)
    expect(await getGraph({ deps, principal: operator, input: input() })).toBe(first)
  })
  test('is another as soon as the numbers, the cluster or a failure are', async () => {
    const deps = memoryDeps(held, cluster)
    const answer = () => getGraph({ deps, principal: operator, input: input() })
    const first = await answer()
    deps.metrics.held = { requests: [requestSample({ perSecond: 7 })] }
    const second = await answer()
    expect([second === first, second.edges[0]?.rps]).toEqual([false, 7])
    deps.metrics.failing.set('tcpBytes', 'too slow')
    const third = await answer()
    expect(third.degraded.map(({ message }) => message)).toEqual([expect.stringContaining('too slow')])
    for (const object of deployment('shop', 'cart-v1', { desired: 2, ready: 0 })) deps.kubernetes.put(object)
    const fourth = await answer()
    expect(fourth.nodes.find(({ name }) => name === 'cart-v1')?.health.status).toBe('failing')
  })
})

describe('G23: amounts in an answer', () => {
  test('differ from what was counted by less than a part in 100,000', async () => {
    const rate = fc.double({ min: 1e-6, max: 1e6, noNaN: true })
    await fc.assert(
      fc.asyncProperty(rate, rate, async (good, bad) => {
        const requests = [requestSample({ perSecond: good }), requestSample({ code: '503', perSecond: bad })]
        const { edges } = await getGraph({ deps: memoryDeps({ requests }), principal: operator, input: input() })
        const [edge] = edges
        const near = (told: number | null | undefined, counted: number) =>
          Math.abs((told ?? Number.NaN) / counted - 1) < 1e-5
        expect(near(edge?.rps, good + bad)).toBe(true)
        expect(near(edge?.errorRatio, bad / (good + bad))).toBe(true)
        expect(edge?.errorRatio).toBeLessThan(1)
      }),
      { numRuns: 50 },
    )
  })
})
