import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { judgeGuard, type Evidence } from './guards.ts'
import type { PlanGuard } from './plan.ts'
import { evidenceOf } from './testing.ts'

const delta: PlanGuard = { kind: 'success-delta', limit: -0.005 }
const objective: PlanGuard = { kind: 'objective', limit: 0.995 }
const p95: PlanGuard = { kind: 'latency-ratio', quantile: 'p95', limit: 1.2 }
const usual = { minRequests: 200, hasStable: true }

describe('P5 a guard', () => {
  it.each<[string, PlanGuard, Evidence, string]>([
    ['passes without any failure', delta, evidenceOf(200, 0), 'pass'],
    ['passes where both fail alike', delta, evidenceOf(1000, 50, { stableFailed: 50 }), 'pass'],
    ['fails with 10 % errors against none', delta, evidenceOf(200, 20), 'fail'],
    ['can’t tell two failures of 200 from chance', delta, evidenceOf(200, 2, { stableFailed: 1 }), 'inconclusive'],
    ['passes an objective', objective, evidenceOf(1000, 5), 'pass'],
    ['fails an objective', objective, evidenceOf(1000, 50), 'fail'],
    ['can’t tell an objective that is missed by a little', objective, evidenceOf(300, 2), 'inconclusive'],
    ['passes the same latency', p95, evidenceOf(500, 0), 'pass'],
    ['fails twice the latency', p95, evidenceOf(500, 0, { ms: 60 }), 'fail'],
  ])('%s', (...[, guard, evidence, verdict]) => {
    expect(judgeGuard(guard, evidence, usual)).toMatchObject({ verdict, n: evidence.candidate.requests })
  })

  it('has no latency to compare where none is reported: that is no pass', () => {
    const { candidate, stable } = evidenceOf(500, 0)
    expect(judgeGuard(p95, { candidate: { ...candidate, latency: null }, stable }, usual).verdict).toBe('inconclusive')
  })

  it('P6 waits where the step leaves nothing for the stable slice; an objective is judged all the same', () => {
    const alone = { ...usual, hasStable: false }
    expect(judgeGuard(delta, evidenceOf(500, 0), alone).verdict).toBe('waiting')
    expect(judgeGuard(p95, evidenceOf(500, 0), alone).verdict).toBe('waiting')
    expect(judgeGuard(objective, evidenceOf(500, 0), alone).verdict).toBe('pass')
  })

  it('says how many requests are missing, never passes on fewer (2,000 random ones)', () => {
    expect(judgeGuard(delta, evidenceOf(38, 0), usual).reason).toBe('38 of 200 requests')
    const guard = fc.constantFrom(delta, objective, p95)
    fc.assert(
      fc.property(guard, fc.nat(199), fc.nat(50), (one, requests, failed) => {
        const verdict = judgeGuard(one, evidenceOf(requests, Math.min(requests, failed)), usual)
        expect(verdict.verdict).toBe('inconclusive')
      }),
      { numRuns: 2000 },
    )
  })

  it('holds its value inside its interval and fails only where the whole interval is beyond the limit (5,000 random ones)', () => {
    const counts = fc
      .integer({ min: 200, max: 5000 })
      .chain((requests) => fc.record({ requests: fc.constant(requests), failed: fc.nat(requests) }))
    fc.assert(
      fc.property(
        fc.constantFrom(delta, objective),
        counts,
        fc.nat(1000),
        (guard, { requests, failed }, stableFailed) => {
          const { verdict, value, low, high } = judgeGuard(guard, evidenceOf(requests, failed, { stableFailed }), usual)
          expect(low).toBeLessThanOrEqual((value ?? 0) + 1e-9)
          expect(high).toBeGreaterThanOrEqual((value ?? 0) - 1e-9)
          expect(verdict === 'fail').toBe((high ?? 0) < guard.limit && (value ?? 0) < guard.limit)
        },
      ),
      { numRuns: 5000 },
    )
  })
})
