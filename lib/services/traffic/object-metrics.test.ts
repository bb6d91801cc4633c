import { describe, expect, test } from 'vitest'
import { memoryDeps, operator, readerOf } from '../../../test/support/deps.ts'
import { deployment, namespace } from '../../../test/support/cluster-objects.ts'
import { requestSample } from '../../../test/support/telemetry.ts'
import { breakdownQuery } from '../../sources/prometheus/breakdown-query.ts'
import { objectMetricsRequest, objectMetricsResponse } from '../../contract/object-metrics.ts'
import { getObjectMetrics } from './get-object-metrics.ts'

const cluster = [namespace('shop'), ...deployment('shop', 'cart-v1')]
const line = { stat: 'rate', labels: {}, value: 2 } as const
const reported = (reporter: 'source' | 'destination') => requestSample({ reporter })
const inShop = { target: 'workload', namespace: 'shop', name: 'cart-v1' }

async function ask(input: Record<string, string>, samples = [reported('destination')], principal = operator) {
  const deps = memoryDeps({ requests: samples, lines: [line] }, cluster)
  const answer = await getObjectMetrics({ deps, principal, input: objectMetricsRequest.parse(input) })
  return { answer: objectMetricsResponse.parse(answer), questions: deps.metrics.questions, deps }
}

describe('metrics of a thing', () => {
  test('P1: count what arrived by the callee and what never did by the caller', async () => {
    const { answer, questions } = await ask({ ...inShop, measures: 'requests' })
    const callee = { destinationWorkload: 'cart-v1', destinationNamespace: 'shop' }
    expect(questions[0]?.selectors).toEqual([
      { reporter: 'destination', ...callee },
      { reporter: 'source', ...callee, neverArrived: true },
    ])
    expect(answer.charts).toMatchObject([{ measure: 'requests', unit: 'perSecond', lines: [{ stat: 'rate' }] }])
    expect(answer.charts[0]?.lines[0]?.values).toHaveLength(answer.times.length)
    expect(answer.evidence).toMatchObject([{ reporter: 'both' }])
  })

  test('P1: come from callers where the callee reports nothing', async () => {
    const { questions } = await ask({ ...inShop, measures: 'requests' }, [reported('source')])
    expect(questions[0]?.selectors).toEqual([
      { reporter: 'source', destinationWorkload: 'cart-v1', destinationNamespace: 'shop' },
    ])
  })

  test('P1: of a namespace add callees without a proxy by their callers', async () => {
    const silent = requestSample({ reporter: 'source', destinationWorkload: 'legacy' })
    const input = { target: 'namespace', namespace: 'shop', measures: 'requests' }
    const { questions } = await ask(input, [reported('destination'), silent])
    expect(questions[0]?.selectors).toContainEqual({
      reporter: 'source',
      destinationWorkload: 'legacy',
      destinationNamespace: 'shop',
    })
  })

  test('P1: that leave are counted by the thing itself', async () => {
    const { questions } = await ask({ ...inShop, measures: 'requests', direction: 'outbound' })
    expect(questions[0]?.selectors).toEqual([
      { reporter: 'source', sourceWorkload: 'cart-v1', sourceNamespace: 'shop' },
    ])
  })

  test('P3: are compared with the same charts of so long ago', async () => {
    const { answer, questions } = await ask({ ...inShop, measures: 'requests', compare: '1d' })
    expect(questions).toHaveLength(2)
    expect(answer.charts[0]?.lines[0]?.before).toHaveLength(answer.times.length)
  })

  test('a Prometheus that is away leaves an answer that says so', async () => {
    const deps = memoryDeps({ requests: [reported('destination')] }, cluster)
    deps.metrics.failing.set('breakdown', 'connection refused')
    const answer = await getObjectMetrics({ deps, principal: operator, input: objectMetricsRequest.parse(inShop) })
    expect(answer).toMatchObject({ charts: [], degraded: [{ source: 'prometheus' }] })
  })
})

describe('P2: rights on metrics', () => {
  const reader = readerOf('shop')
  test.each([
    ['another namespace', { target: 'workload', namespace: 'back', name: 'secret' }],
    ['the whole mesh', { target: 'mesh' }],
    ['the names of others', { ...inShop, by: 'source_workload' }],
  ])('refuse %s to somebody who may see one namespace', async (_what, input) => {
    await expect(ask(input, [], reader)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })
  test('let them see their own, by what names nobody', async () => {
    const { answer } = await ask({ ...inShop, by: 'response_code' }, [], reader)
    expect(answer.degraded).toEqual([])
  })
})

describe('P2: what may be asked', () => {
  test.each([
    [{ ...inShop, by: 'pod' }],
    [{ ...inShop, measures: 'up' }],
    [{ ...inShop, name: 'a"} or up' }],
    [{ target: 'workload', namespace: 'shop' }],
    [{ target: 'service', namespace: 'shop', name: 'cart', direction: 'outbound' }],
  ])('%j is refused', (input) => expect(objectMetricsRequest.safeParse(input).success).toBe(false))
})

describe('the query of a chart', () => {
  const question = {
    selectors: [{ reporter: 'destination' as const, destinationWorkload: 'a"b' }],
    by: ['response_code' as const],
    rateSeconds: 60,
  }
  test('holds every statistic and quotes what came from outside', () => {
    const { text } = breakdownQuery({ ...question, measure: 'duration', stats: ['avg', 'p95'] })
    expect(text).toContain(String.raw`destination_workload="a\"b"`)
    expect(text).toContain('sum by (response_code,le)')
    expect(text).toMatch(/label_replace\(.*"part","avg".* or label_replace\(histogram_quantile\(0\.95,/)
  })
  test('of failed requests joins both ways to fail', () => {
    const { text } = breakdownQuery({ ...question, measure: 'errors', stats: ['rate'] })
    expect(text.match(/istio_requests_total/g)).toHaveLength(2)
  })
})
