/** Hops of one request through bookinfo, both proxies of each call. */
const hops = [
  { service: 'istio-ingressgateway.istio-system', kind: 2, parent: -1 },
  { service: 'productpage.bookinfo', kind: 2, parent: 0 },
  { service: 'productpage.bookinfo', kind: 3, parent: 1 },
  { service: 'details.bookinfo', kind: 2, parent: 2 },
  { service: 'productpage.bookinfo', kind: 3, parent: 1 },
  { service: 'reviews.bookinfo', kind: 2, parent: 4 },
  { service: 'reviews.bookinfo', kind: 3, parent: 5 },
  { service: 'ratings.bookinfo', kind: 2, parent: 6 },
] as const

export const spansPerTrace = hops.length
const hourMs = 3_600_000

interface Part {
  readonly from: number
  readonly count: number
  readonly nowMs: number
}

/** OTLP's JSON of some of many traces over the last hour: one of fifty failed, one of a hundred slow; always the same. */
export function exportRequest({ from, count, nowMs }: Part): string {
  const byService = new Map<string, object[]>()
  for (let number = from; number < from + count; number++)
    for (const [index, { service }] of hops.entries()) {
      const spans = byService.get(service) ?? []
      byService.set(service, spans)
      spans.push(spanOf(number, index, nowMs))
    }
  const resourceSpans = [...byService].map(([service, spans]) => ({
    resource: { attributes: [otlpAttribute('service.name', service), otlpAttribute('k8s.namespace.name', 'bookinfo')] },
    scopeSpans: [{ spans }],
  }))
  return JSON.stringify({ resourceSpans })
}

function spanOf(number: number, index: number, nowMs: number): object {
  const hop = hops[index] ?? hops[0]
  const failed = number % 50 === 0 && index >= 5
  const durationMs = (number % 100 === 7 ? 900 : 20 + (number % 40)) - index
  const startMs = nowMs - hourMs + Math.floor((number * hourMs) / 20_000) + index
  const name = hop.service.split('.')[0] ?? ''
  return {
    traceId: (number + 1).toString(16).padStart(32, 'a'),
    spanId: (index + 1).toString(16).padStart(16, '0'),
    ...(hop.parent < 0 ? {} : { parentSpanId: (hop.parent + 1).toString(16).padStart(16, '0') }),
    name: `${name}.bookinfo.svc.cluster.local:9080/*`,
    kind: hop.kind,
    startTimeUnixNano: `${startMs}000000`,
    endTimeUnixNano: `${startMs + durationMs}000000`,
    attributes: [
      otlpAttribute('component', 'proxy'),
      otlpAttribute('guid:x-request-id', `${number}-0000-0000-0000-000000000000`),
      otlpAttribute('http.method', 'GET'),
      otlpAttribute('http.protocol', 'HTTP/1.1'),
      otlpAttribute('http.status_code', failed ? '503' : '200'),
      otlpAttribute('http.url', `http://${name}:9080/${name}/${number % 100}`),
      otlpAttribute('istio.canonical_revision', `v${(number % 3) + 1}`),
      otlpAttribute('istio.canonical_service', name),
      otlpAttribute('istio.namespace', 'bookinfo'),
      otlpAttribute('peer.address', `127.17.2.${number % 200}`),
      otlpAttribute('request_size', '0'),
      otlpAttribute('response_flags', failed ? 'UF' : '-'),
      otlpAttribute('response_size', String(300 + (number % 500))),
      otlpAttribute('upstream_cluster', `outbound|9080||${name}.bookinfo.svc.cluster.local`),
      otlpAttribute('user_agent', 'heddle-traffic'),
      ...(failed ? [otlpAttribute('error', 'true')] : []),
    ],
    status: { code: failed ? 2 : 0 },
  }
}

/** A text attribute as OTLP writes it. */
export const otlpAttribute = (key: string, value: string) => ({ key, value: { stringValue: value } })
