import { otlpAttribute } from './synthetic-traces.ts'

const fanOut = 8
const services = 12
const spansPerRequest = 2_000
const rootUs = 60_000_000

export interface LargeTrace {
  readonly traceId: string
  readonly spans: number
  readonly nowMs: number
}

/** OTLP's JSON of one trace whose every span calls eight others inside its own time, a few thousand spans at a time. */
export function* largeTraceRequests(trace: LargeTrace): Generator<string> {
  const places = placesOf(trace.spans)
  for (let from = 0; from < trace.spans; from += spansPerRequest) {
    const byService = new Map<number, object[]>()
    for (let index = from; index < Math.min(trace.spans, from + spansPerRequest); index++) {
      const service = index % services
      const spans = byService.get(service) ?? []
      byService.set(service, spans)
      spans.push(spanOf(trace, index, places))
    }
    const resourceSpans = [...byService].map(([service, spans]) => ({
      resource: { attributes: [otlpAttribute('service.name', `part-${service}.shop`)] },
      scopeSpans: [{ spans }],
    }))
    yield JSON.stringify({ resourceSpans })
  }
}

interface Places {
  readonly startUs: Float64Array
  readonly durationUs: Float64Array
}

/** Each child has its eighth of its parent's time, so that siblings follow one another. */
function placesOf(spans: number): Places {
  const startUs = new Float64Array(spans)
  const durationUs = new Float64Array(spans)
  durationUs[0] = rootUs
  for (let index = 1; index < spans; index++) {
    const parent = Math.floor((index - 1) / fanOut)
    const eighth = (durationUs[parent] ?? 0) / fanOut
    startUs[index] = (startUs[parent] ?? 0) + ((index - 1) % fanOut) * eighth + eighth * 0.05
    durationUs[index] = Math.max(1, eighth * 0.9)
  }
  return { startUs, durationUs }
}

function spanOf({ traceId, nowMs }: LargeTrace, index: number, { startUs, durationUs }: Places): object {
  const startNs = (us: number) => `${Math.round((nowMs - 120_000) * 1_000 + us)}000`
  const start = startUs[index] ?? 0
  const failed = index % 997 === 996
  return {
    traceId,
    spanId: spanId(index),
    ...(index === 0 ? {} : { parentSpanId: spanId(Math.floor((index - 1) / fanOut)) }),
    name: `part-${index % services}.shop.svc.cluster.local:9080/*`,
    kind: index % 2 === 0 ? 2 : 3,
    startTimeUnixNano: startNs(start),
    endTimeUnixNano: startNs(start + (durationUs[index] ?? 0)),
    attributes: [
      otlpAttribute('component', 'proxy'),
      otlpAttribute('guid:x-request-id', `${index}-0000-0000-0000-000000000000`),
      otlpAttribute('http.method', 'GET'),
      otlpAttribute('http.protocol', 'HTTP/1.1'),
      otlpAttribute('http.status_code', failed ? '503' : '200'),
      otlpAttribute('http.url', `http://part-${index % services}:9080/${index % 100}`),
      otlpAttribute('istio.canonical_revision', `v${(index % 3) + 1}`),
      otlpAttribute('istio.namespace', 'shop'),
      otlpAttribute('peer.address', `127.17.2.${index % 200}`),
      otlpAttribute('response_flags', failed ? 'UF' : '-'),
      otlpAttribute('response_size', String(300 + (index % 500))),
      otlpAttribute('upstream_cluster', `outbound|9080||part-${index % services}.shop.svc.cluster.local`),
    ],
    status: { code: failed ? 2 : 0 },
  }
}

const spanId = (index: number) => (index + 1).toString(16).padStart(16, '0')
