import { describe, expect, it } from 'vitest'
import type { RoutingRule, RoutingSlice } from '../../../lib/contract/routing.ts'
import type { Cohort } from '../../../lib/domain/routing/cohort/cohort-rule.ts'
import { flipWords, seenWords } from './cohort-words.ts'

const slice = (subset: string, effective: number, sticky = false): RoutingSlice => ({
  destination: { host: 'reviews', subset },
  name: `reviews ${subset}`,
  host: 'reviews.bookinfo.svc.cluster.local',
  weight: effective,
  effective,
  kind: 'service',
  subset: { type: 'none' },
  sticky,
  workloads: [],
  readyPods: 1,
  pods: 1,
  image: null,
  startedAt: null,
  rps: null,
  observed: null,
})
const rule = (index: number, slices: RoutingSlice[], rps: number | null = null): RoutingRule => ({
  reference: `http/${index}`,
  protocol: 'http',
  index,
  name: null,
  match: [],
  action: '',
  total: 100,
  mirror: null,
  unit: 'requests',
  rps,
  sharedWith: index === 0 ? ['http/1'] : ['http/0'],
  slices,
  pendingChange: null,
})
const cohort: Cohort = {
  place: 0,
  of: 1,
  name: null,
  key: { by: 'header', name: 'x-lane', value: 'v2' },
  destination: { host: 'reviews', subset: 'v2' },
}
const view = (candidate: number, rps: number | null = 1.5) => ({
  windowSeconds: 300,
  rules: [rule(0, [slice('v2', 100)], rps), rule(1, [slice('v1', 100 - candidate), slice('v2', candidate)])],
})

describe('P17 flips in words', () => {
  it('tells both probabilities, and that a hash does not keep the version', () => {
    expect(flipWords({ slices: [slice('v1', 90), slice('v2', 10)] })).toContain(
      'two in a row meet different versions in 18 % of cases, ten the same one in 34.9 %',
    )
    expect(flipWords({ slices: [slice('v1', 50, true), slice('v2', 50)] })).toContain('not the version')
    expect(flipWords({ slices: [slice('v1', 100), slice('v2', 0)] })).toContain('nobody flips')
  })
})

describe('P18 requests of a cohort', () => {
  it.each([
    [view(0), '1.50 requests/s over 5 min'],
    [view(10), 'not told apart: another rule sends there too'],
    [view(0, null), 'requests not reported'],
  ])('are counted only where no other rule sends to its destination', (of, words) => {
    expect(seenWords(of, cohort)).toBe(words)
  })
})
