import { expect, test } from 'vitest'
import { anObject } from '../testing/objects.ts'
import { buildSnapshot } from '../snapshot.ts'

// Guarantee: MeshConfig is followed, and a typing error in it changes nothing that works.

const config = (mesh: string) => anObject('ConfigMap', { name: 'istio', namespace: 'istio-system' }, { data: { mesh } })

test('what is not set has Istio’s default', () => {
  expect(buildSnapshot([], 0).config).toMatchObject({
    trustDomain: 'cluster.local',
    enableAutoMtls: true,
    outboundTrafficPolicy: { mode: 'ALLOW_ANY' },
    connectTimeout: '10s',
  })
})
test.each([
  ['a wrong type', 'enableAutoMtls: perhaps', 'data.mesh.enableAutoMtls'],
  ['no YAML', 'a: [', 'data.mesh is not YAML'],
])('%s keeps the last good settings and is named', (_case, mesh, named) => {
  const before = buildSnapshot([config('trustDomain: mine')], 0)
  const after = buildSnapshot([config(mesh)], 1, before)
  expect(after.config.trustDomain).toBe('mine')
  expect(after.problems[0]?.message).toContain(named)
})
