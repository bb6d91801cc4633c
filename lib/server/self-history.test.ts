import { expect, test } from 'vitest'
import { createSelfMetrics } from './self-metrics.ts'
import { SelfHistory, sampleOf } from './self-history.ts'

test('a sample holds what the console counted, without streams', async () => {
  const metrics = createSelfMetrics()
  metrics.request({ route: '/api/graph', method: 'GET', status: 200, seconds: 0.02 })
  metrics.request({ route: '/api/about', method: 'GET', status: 200, seconds: 0.2 })
  metrics.request({ route: '/api/live', method: 'GET', status: 200, seconds: 300 })
  metrics.query('prometheus', { seconds: 0.01, ok: false })
  metrics.cacheLookup(true)
  metrics.cacheLookup(false)
  const values = new Map((await metrics.registry.getMetricsAsJSON()).map(({ name, values: own }) => [name, own]))
  const sample = sampleOf(values, 7)
  expect(sample.api.get(Infinity)).toBe(2)
  expect(sample.graph.get(0.025)).toBe(1)
  expect(sample).toMatchObject({ at: 7, queries: 1, queryFailures: 1, cacheHits: 1, cacheMisses: 1 })
  expect(sample.memoryBytes).toBeGreaterThan(1_000_000)
})

test('sampling begins at once and ends when told', async () => {
  const history = new SelfHistory(
    createSelfMetrics().registry,
    () => 1,
    (error) => expect.fail(String(error)),
  )
  await expect.poll(() => history.samples().length).toBe(1)
  history.stop()
})
