import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { generateLoad } from './generate.ts'
import { createTrafficMetrics } from './metrics.ts'
import type { Outcome } from './outcome.ts'

const whole: Outcome = { kind: 'answered', status: 200, missingParts: '' }

async function totalOf(metrics: ReturnType<typeof createTrafficMetrics>, name: string): Promise<number> {
  const all = await metrics.registry.getMetricsAsJSON()
  const values = all.find((metric) => metric.name === name)?.values ?? []
  return values.reduce((sum, { value }) => sum + value, 0)
}

describe('generateLoad', () => {
  it('waits for the gateway without counting requests that never reached it', async () => {
    const metrics = createTrafficMetrics()
    const stop = new AbortController()
    let attempts = 0
    const send = async (): Promise<Outcome> => {
      attempts += 1
      if (attempts === 2) stop.abort()
      return { kind: 'no-response', reason: 'refused' }
    }
    await generateLoad(100, { send, metrics, signal: stop.signal })
    expect(await totalOf(metrics, 'heddle_traffic_requests_total')).toBe(0)
  })

  it('does not slow down when answers do (open loop), and goes on after the gateway died', async () => {
    const metrics = createTrafficMetrics()
    const stop = new AbortController()
    let sent = 0
    const send = async (): Promise<Outcome> => {
      sent += 1
      if (sent === 1) return whole
      if (sent % 2 === 0) return { kind: 'no-response', reason: 'refused' }
      await wait(200)
      if (sent > 30) stop.abort()
      return whole
    }
    const started = performance.now()
    await generateLoad(100, { send, metrics, signal: stop.signal })
    const seconds = (performance.now() - started) / 1_000
    expect(sent).toBeGreaterThan(30)
    // 30 requests of which half take 200 ms: a closed loop would need 3 s.
    expect(seconds).toBeLessThan(2)
    expect(await totalOf(metrics, 'heddle_traffic_failed_total')).toBeGreaterThan(10)
  })
})
