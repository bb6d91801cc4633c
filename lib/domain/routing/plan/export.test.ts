import { describe, expect, it } from 'vitest'
import { exportPlan } from './export.ts'
import { planFault } from './step-weights.ts'
import { rulesOf } from '../rules.ts'
import { aPlan } from './testing.ts'

describe('P13 a plan for other tools', () => {
  it('is a Rollout with its steps and an AnalysisTemplate with a metric per guard, and says what is lost', () => {
    const { objects, missing } = exportPlan(aPlan(), 'argo-rollout', 'reviews')
    expect(objects).toMatchObject([
      {
        kind: 'Rollout',
        spec: {
          strategy: {
            canary: {
              trafficRouting: {
                istio: {
                  virtualService: { name: 'reviews', routes: ['main'] },
                  destinationRule: { name: 'reviews', canarySubsetName: 'v2', stableSubsetName: 'v1' },
                },
              },
              steps: [
                { setWeight: 30 },
                { pause: { duration: '60s' } },
                { setWeight: 50 },
                { pause: { duration: '60s' } },
                { setWeight: 100 },
                { pause: { duration: '60s' } },
              ],
            },
          },
        },
      },
      { kind: 'AnalysisTemplate', spec: { metrics: [{}, {}, {}, { successCondition: 'result[0] >= 0.995' }] } },
    ])
    expect(missing.join(' ')).toContain('too little traffic')
  })

  it('is a Canary with its weights; what it can’t compare is named', () => {
    const { objects, missing } = exportPlan(aPlan({ onFailure: 'pause' }), 'flagger-canary', null)
    expect(objects).toMatchObject([{ kind: 'Canary', spec: { analysis: { stepWeights: [30, 50, 100] } } }])
    expect(missing.join(' ')).toContain('3 guards against the stable slice')
    expect(missing.join(' ')).toContain('Pause on failure')
  })
})

describe('P1 a plan that does not fit its rule', () => {
  const rule = (weights: readonly number[]) => {
    const route = weights.map((weight, place) => ({
      destination: { host: 'reviews', subset: `v${place + 1}` },
      weight,
    }))
    const metadata = { name: 'reviews', namespace: 'bookinfo' }
    const [first] = rulesOf({ metadata, spec: { http: [{ name: 'main', route }], tcp: [{ route }] } })
    if (!first) throw new Error('no rule')
    return first
  }
  const { spec } = aPlan()

  it.each([
    ['fits', spec, [90, 10], null],
    ['another candidate', { ...spec, candidate: { host: 'reviews', subset: 'v7' } }, [90, 10], 'candidate'],
    ['the same twice', { ...spec, stable: spec.candidate }, [90, 10], 'stable'],
    [
      'a share that a total of 10 can’t say',
      { ...spec, steps: [{ percent: 25, holdSeconds: 0, minRequests: 0 }] },
      [9, 1],
      'steps.0.percent',
    ],
    [
      'requests of nothing',
      { ...spec, steps: [{ percent: 0, holdSeconds: 0, minRequests: 5 }] },
      [90, 10],
      'steps.0.minRequests',
    ],
  ])('is refused with the field: %s', (...[, wanted, weights, field]) => {
    expect(planFault(wanted, rule(weights))?.field ?? null).toBe(field)
  })
})
