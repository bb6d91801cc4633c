import type { SpanRecord } from './span-record.ts'

/** A span record with everything filled in; for tests and for measuring. */
export function spanRecord(given: Partial<SpanRecord> = {}): SpanRecord {
  return {
    traceId: '0af7651916cd43dd8448eb211c80319c',
    spanId: 'b7ad6b7169203331',
    parentId: '',
    service: 'productpage.bookinfo',
    processTags: [{ key: 'k8s.pod.name', type: 'string', value: 'productpage-v1-abc' }],
    operation: 'productpage.bookinfo.svc.cluster.local:9080/*',
    kind: 'server',
    startUs: 1_764_000_000_000_000,
    durationUs: 50_000,
    tags: [
      { key: 'http.status_code', type: 'string', value: '200' },
      { key: 'span.kind', type: 'string', value: 'server' },
    ],
    logs: [],
    links: [],
    ...given,
  }
}

/** The number-th of many traces: eight spans each over six services, some slow, some failed; the same on every run. */
export function bookinfoTrace(number: number, startUs: number): SpanRecord[] {
  const services = ['istio-ingressgateway.istio-system', 'productpage', 'details', 'reviews', 'reviews', 'ratings']
  const traceId = `7${(number + 1).toString(16).padStart(31, '0')}`
  return Array.from({ length: 8 }, (_, index) => {
    const name = services[index % services.length] ?? 'productpage'
    const failed = number % 50 === 0 && index === 3
    return spanRecord({
      traceId,
      spanId: (index + 1).toString(16).padStart(16, '0'),
      parentId: index === 0 ? '' : index.toString(16).padStart(16, '0'),
      service: name.includes('.') ? name : `${name}.bookinfo`,
      kind: index % 2 === 0 ? 'server' : 'client',
      startUs: startUs + index * 1_000,
      durationUs: number % 100 === 7 ? 900_000 : 20_000 - index * 1_000,
      tags: [
        ...envoyTags(number),
        { key: 'http.status_code', type: 'string', value: failed ? '503' : '200' },
        ...(failed ? [{ key: 'error', type: 'bool', value: true } as const] : []),
      ],
    })
  })
}

function envoyTags(number: number): SpanRecord['tags'] {
  const values = {
    'guid:x-request-id': `5f0c3a52-0000-4000-8000-${number.toString(16).padStart(12, '0')}`,
    'http.method': 'GET',
    'http.protocol': 'HTTP/1.1',
    'http.url': 'http://bookinfo.example/productpage',
    upstream_cluster: 'outbound|9080||reviews.bookinfo.svc.cluster.local',
    'upstream_cluster.name': 'outbound|9080||reviews.bookinfo.svc.cluster.local',
    response_flags: '-',
    'peer.address': '127.16.4.1',
    'istio.canonical_service': 'reviews',
    'istio.canonical_revision': 'v1',
    'istio.mesh_id': 'cluster.local',
    'istio.namespace': 'bookinfo',
    response_size: '1618',
    request_size: '0',
  }
  return Object.entries(values).map(([key, value]) => ({ key, type: 'string', value }))
}
