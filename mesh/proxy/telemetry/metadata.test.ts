import { describe, expect, test } from 'vitest'
import { catchAllMetadata, clusterMetadata, endpointMetadata } from './metadata.ts'

// Guarantee: the metadata carries Istio's own form beside ours, and says of an endpoint without a proxy only what Istio does.

const identity = {
  workload: 'reviews-v2',
  namespace: 'bookinfo',
  canonicalService: 'reviews',
  canonicalRevision: 'v2',
  cluster: 'Kubernetes',
  app: 'reviews',
  version: 'v2',
}

describe('metadata', () => {
  test('an endpoint with a proxy', () => {
    expect(endpointMetadata({ identity, hasProxy: true, mutualTls: true })).toEqual({
      filter_metadata: {
        istio: { workload: 'reviews-v2;bookinfo;reviews;v2;Kubernetes' },
        heddle: {
          workload: 'reviews-v2',
          namespace: 'bookinfo',
          canonical_service: 'reviews',
          canonical_revision: 'v2',
          cluster: 'Kubernetes',
          app: 'reviews',
          version: 'v2',
        },
        'envoy.transport_socket_match': { tlsMode: 'istio' },
      },
    })
  })
  test('an endpoint without a proxy has no app, no version and no TLS', () => {
    const text = JSON.stringify(endpointMetadata({ identity, hasProxy: false, mutualTls: false }))
    expect(text).not.toMatch(/"app"|"version"|tlsMode/)
  })
  test('a cluster names its service, a catch-all only itself', () => {
    const service = { host: 'reviews.bookinfo.svc.cluster.local', name: 'reviews', namespace: 'bookinfo' }
    expect(clusterMetadata(service)).toMatchObject({ filter_metadata: { istio: { services: [service] } } })
    expect(catchAllMetadata('PassthroughCluster')).toEqual({
      filter_metadata: { heddle: { service_name: 'PassthroughCluster' } },
    })
  })
})
