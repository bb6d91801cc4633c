import { describe, expect, it } from 'vitest'
import { destinationRuleFacts, externalHosts, podFacts, serviceFacts } from './facts.ts'

const pod = {
  metadata: {
    namespace: 'shop',
    name: 'reviews-v1-abc12-x',
    labels: { version: 'v1', 'pod-template-hash': 'abc12' },
    ownerReferences: [{ kind: 'ReplicaSet', name: 'reviews-v1-abc12', controller: true }],
  },
  spec: {
    containers: [
      { name: 'istio-proxy', image: 'proxy' },
      { name: 'reviews', image: 'reviews:1' },
    ],
  },
  status: { startTime: '2026-01-01T00:00:00Z', conditions: [{ type: 'Ready', status: 'True' }] },
}

describe('what routing reads of the cluster', () => {
  it('R17 a ready pod with its Deployment and the app’s own image', () => {
    expect(podFacts(pod)).toMatchObject({ ready: true, workload: 'reviews-v1', image: 'reviews:1' })
  })

  it('R17 a terminating pod is not ready', () => {
    const leaving = { ...pod, metadata: { ...pod.metadata, deletionTimestamp: '2026-01-01T00:00:00Z' } }
    expect(podFacts(leaving)?.ready).toBe(false)
  })

  it('R17 session affinity of a DestinationRule', () => {
    const metadata = { namespace: 'shop', name: 'reviews' }
    const sticky = { loadBalancer: { consistentHash: { httpHeaderName: 'x' } } }
    expect(destinationRuleFacts({ metadata, spec: { host: 'reviews', trafficPolicy: sticky } })?.sticky).toBe(true)
    const simple = { loadBalancer: { simple: 'ROUND_ROBIN' } }
    expect(destinationRuleFacts({ metadata, spec: { host: 'reviews', trafficPolicy: simple } })?.sticky).toBe(false)
  })

  it('nothing of what is malformed', () => {
    for (const broken of [null, 1, {}, { metadata: { name: 1 } }]) {
      expect([serviceFacts(broken), podFacts(broken), destinationRuleFacts(broken)]).toEqual([null, null, null])
      expect(externalHosts(broken)).toEqual([])
    }
  })
})
