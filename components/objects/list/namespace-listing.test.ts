import { expect, it } from 'vitest'
import type { NamespaceSummary } from '../../../lib/contract/namespaces.ts'
import { kindCounts } from './kind-counts.ts'
import { isInMesh } from './namespace-listing.tsx'

const nothing = { rps: null, errorRatio: null, p95Ms: null, bytesPerSecond: null, mtlsRatio: null }
const one = (different: Partial<NamespaceSummary>): NamespaceSummary => ({
  name: 'shop',
  labels: {},
  createdAt: null,
  injection: 'unset',
  mtlsMode: null,
  workloads: { total: 2, withSidecar: 0 },
  services: 1,
  applications: 1,
  health: { status: 'idle', reasons: [] },
  healthCounts: {},
  inbound: nothing,
  outboundRps: null,
  findings: [],
  ...different,
})

it.each([
  ['with a proxy', one({ workloads: { total: 2, withSidecar: 1 } }), true],
  ['with traffic', one({ inbound: { ...nothing, bytesPerSecond: 3 } }), true],
  ['that calls', one({ outboundRps: 1 }), true],
  ['that only traffic knows', one({ workloads: null }), true],
  ['without any of it', one({}), false],
])('P6: a namespace %s is in the mesh or apart', (_what, item, inMesh) => expect(isInMesh(item)).toBe(inMesh))

it('counts of the kinds are those of the chosen namespaces, and all of them when none is chosen', () => {
  const items = [one({}), one({ name: 'bank', services: null, workloads: null })]
  expect(kindCounts(items, [])).toEqual({ namespaces: 2, applications: 2, services: 1, workloads: 2 })
  expect(kindCounts(items, ['bank'])).toEqual({ namespaces: 1, applications: 1, services: 0, workloads: 0 })
})
