import { describe, expect, test } from 'vitest'
import { aService, anIstioObject } from '../testing/objects.ts'
import { resourcesOf } from '../testing/scene.ts'

// Guarantee: a Sidecar object narrows what a proxy is told, and nothing else does.

const bank = [
  aService({ name: 'ledger', namespace: 'bank', index: 4, ports: [{ name: 'http', port: 9080 }] }),
  aService({ name: 'vault', namespace: 'bank', index: 5, ports: [{ name: 'http', port: 9080 }] }),
]
const sidecar = (hosts: string[], about: { namespace?: string; labels?: Record<string, string> } = {}) =>
  anIstioObject(
    'Sidecar',
    { name: `s-${hosts.join()}`, namespace: about.namespace ?? 'shop' },
    { ...(about.labels && { workloadSelector: { labels: about.labels } }), egress: [{ hosts }] },
  )
const seen = (...objects: ReturnType<typeof sidecar>[]) => {
  const names = [...resourcesOf([...bank, ...objects]).cds.keys()].filter((name) => name.startsWith('outbound|9080|'))
  return names.map((name) => name.split('|')[3]?.split('.')[0] ?? '').toSorted((a, b) => (a < b ? -1 : 1))
}

describe('egress hosts', () => {
  test.each([
    ['no Sidecar', [], ['ledger', 'reviews', 'vault']],
    ['own namespace', [sidecar(['./*'])], ['reviews']],
    ['another namespace', [sidecar(['bank/*'])], ['ledger', 'vault']],
    ['one host anywhere', [sidecar(['*/vault.bank.svc.cluster.local'])], ['vault']],
    ['none', [sidecar(['~/*'])], []],
    ['the root namespace’s default', [sidecar(['./*'], { namespace: 'istio-system' })], ['reviews']],
    ['own before root', [sidecar(['bank/*']), sidecar(['./*'], { namespace: 'istio-system' })], ['ledger', 'vault']],
    ['selected before general', [sidecar(['bank/*']), sidecar(['./*'], { labels: { app: 'client' } })], ['reviews']],
    ['another workload’s', [sidecar(['./*'], { labels: { app: 'x' } })], ['ledger', 'reviews', 'vault']],
  ])('%s', (_case, objects, expected) => expect(seen(...objects)).toEqual(expected))
})

test('a rule in scope brings the services it routes to', () => {
  const rule = anIstioObject(
    'VirtualService',
    { name: 'reviews' },
    { hosts: ['reviews'], http: [{ route: [{ destination: { host: 'ledger.bank.svc.cluster.local' } }] }] },
  )
  expect(seen(sidecar(['./*']), rule)).toEqual(['ledger', 'reviews'])
})

test('its outboundTrafficPolicy is before the mesh’s', () => {
  const strict = anIstioObject('Sidecar', { name: 's' }, { outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } })
  expect(JSON.stringify(resourcesOf([strict]).rds.get('9080'))).toContain('"name":"block_all"')
})
