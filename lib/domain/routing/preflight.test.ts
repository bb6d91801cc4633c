import { describe, expect, it } from 'vitest'
import { attributeCounts } from './attribution.ts'
import { plannedRps } from './load-check.ts'
import { firstFailure, preflight, type CheckId, type PreflightInput } from './preflight.ts'
import { rulesOf } from './rules.ts'
import { resolveTarget, type ClusterFacts, type PodFacts } from './targets.ts'
import { virtualServiceSchema } from './virtual-service.ts'

const pod = (version: string, ready = true): PodFacts => ({
  namespace: 'bookinfo',
  name: `reviews-${version}`,
  labels: { app: 'reviews', version },
  ready,
  workload: `reviews-${version}`,
  image: null,
  startedAt: null,
})
const facts: ClusterFacts = {
  services: [{ namespace: 'bookinfo', name: 'reviews', selector: { app: 'reviews' } }],
  pods: [pod('v1'), pod('v2'), pod('v3', false)],
  destinationRules: [
    {
      namespace: 'bookinfo',
      name: 'reviews',
      host: 'reviews',
      subsets: ['v1', 'v2', 'v3'].map((version) => ({ name: version, labels: { version } })),
      sticky: false,
    },
  ],
  externalHosts: ['api.example.com'],
}
function input(subsets: string[], weights: number[], change: Partial<PreflightInput> = {}): PreflightInput {
  const route = subsets.map((subset, place) => ({ destination: { host: 'reviews', subset }, weight: place ? 0 : 100 }))
  const [rule] = rulesOf(
    virtualServiceSchema.parse({ metadata: { name: 'r', namespace: 'bookinfo' }, spec: { http: [{ route }] } }),
  )
  if (!rule) throw new Error('the fixture has a rule')
  return {
    rule,
    weights,
    targets: rule.slices.map((slice) => resolveTarget(slice.destination, 'bookinfo', facts)),
    rps: [20, 0],
    permission: { type: 'allowed' },
    pendingChange: null,
    ...change,
  }
}
const status = (from: PreflightInput, id: CheckId) => preflight(from).find((check) => check.id === id)?.status

describe('checks before a shift', () => {
  it('R17 pass for a shift between ready versions, apart from the load', () => {
    expect(preflight(input(['v1', 'v2'], [50, 50])).map(({ id, status: found }) => [id, found])).toEqual([
      ['subsets', 'pass'],
      ['hosts', 'pass'],
      ['endpoints', 'pass'],
      ['load', 'pass'],
      ['permission', 'pass'],
      ['affinity', 'pass'],
      ['other-change', 'pass'],
    ])
  })

  it('R17 fail with the field for a subset that no DestinationRule has', () => {
    expect(firstFailure(preflight(input(['v1', 'v9'], [50, 50])))).toMatchObject({
      id: 'subsets',
      field: 'slices.1.destination.subset',
    })
  })

  it('R17 fail with the field for a subset without a ready pod', () => {
    expect(firstFailure(preflight(input(['v1', 'v3'], [50, 50])))).toMatchObject({
      id: 'endpoints',
      field: 'slices.1.weight',
    })
  })

  it('R17 only warn when requests are taken away from a broken destination', () => {
    const broken = input(['v3', 'v2'], [10, 90])
    expect(status(broken, 'endpoints')).toBe('warn')
    expect(firstFailure(preflight(broken))).toBeNull()
  })

  it('R17 do not mind a broken destination that gets nothing', () => {
    expect(status(input(['v1', 'v9'], [100, 0]), 'subsets')).toBe('pass')
  })

  it('R17 fail without the right, and do not without an answer', () => {
    const denied = input(['v1', 'v2'], [50, 50], { permission: { type: 'denied', reason: 'no' } })
    expect(firstFailure(preflight(denied))?.id).toBe('permission')
    const unknown = input(['v1', 'v2'], [50, 50], { permission: { type: 'unknown', reason: 'down' } })
    expect(status(unknown, 'permission')).toBe('unknown')
  })

  it('R18 warn when a pod would carry more than its busiest peer does today', () => {
    const two = input(['v1', 'v2'], [20, 80])
    const targets = two.targets.map((target, place) => (place === 0 ? { ...target, readyPods: 4 } : target))
    expect(status({ ...two, targets }, 'load')).toBe('warn')
    expect(status(two, 'load')).toBe('pass')
    expect(status({ ...two, rps: [null, null] }, 'load')).toBe('unknown')
    expect(plannedRps([20, 0], [20, 80])).toEqual([4, 16])
  })
})

describe('counts', () => {
  it('R20 go to the target whose subset has the series’ version', () => {
    const { targets } = input(['v1', 'v2'], [50, 50])
    const row = (destinationVersion: string, count: number, destinationServiceName = 'reviews') => ({
      destinationService: `${destinationServiceName}.bookinfo.svc.cluster.local`,
      destinationServiceName,
      destinationServiceNamespace: 'bookinfo',
      destinationWorkload: `reviews-${destinationVersion}`,
      destinationVersion,
      count,
    })
    const rows = [row('v1', 10), row('v2', 4), row('v1', 3), row('v3', 9), row('v1', 100, 'ratings')]
    expect(attributeCounts(rows, targets)).toEqual([13, 4])
  })
})
