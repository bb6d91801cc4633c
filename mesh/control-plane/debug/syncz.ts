import { clusterId } from '../registry/workloads.ts'
import type { ProxyStream } from '../serve/proxy-stream.ts'
import { typeUrl, type XdsType } from '../serve/type-urls.ts'

const envoyVersion = '1.40.0'
const names = { cds: 'cluster', lds: 'listener', rds: 'route', eds: 'endpoint' } as const
type Named = keyof typeof names
const namedTypes: readonly Named[] = ['cds', 'lds', 'rds', 'eds']

/** What istiod answers at /debug/syncz, with the last refusal of each type beside it. */
export function syncz(streams: readonly ProxyStream[]): unknown[] {
  return latestByProxy(streams).map((stream) => ({
    cluster_id: clusterId,
    proxy: proxyName(stream),
    proxy_type: stream.claim.role,
    proxy_version: envoyVersion,
    istio_version: envoyVersion,
    ...Object.assign({}, ...namedTypes.map((type) => nonces(stream, type))),
    extensionconfig_sent: '',
    extensionconfig_acked: '',
    resources: Object.fromEntries(
      stream.subscribedTypes().map((type) => [typeUrl(type), resourceStatus(stream, type)]),
    ),
    last_nack: lastRejection(stream),
  }))
}

/** `POD.NAMESPACE`. */
export function proxyName({ claim }: ProxyStream): string {
  return `${claim.podName}.${claim.namespace}`
}

/** A proxy that reconnected may have its old stream for a moment: the newest speaks for it. */
export function latestByProxy(streams: readonly ProxyStream[]): ProxyStream[] {
  const newest = new Map<string, ProxyStream>()
  for (const stream of streams) {
    const known = newest.get(proxyName(stream))
    if (known === undefined || known.connectedAt <= stream.connectedAt) newest.set(proxyName(stream), stream)
  }
  return [...newest].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, stream]) => stream)
}

function nonces(stream: ProxyStream, type: Named): Record<string, string> {
  const state = stream.subscription(type)
  return { [`${names[type]}_sent`]: state?.sent?.nonce ?? '', [`${names[type]}_acked`]: state?.acked?.nonce ?? '' }
}

function resourceStatus(stream: ProxyStream, type: XdsType) {
  const state = stream.subscription(type)
  return {
    sent: state?.sent?.nonce ?? '',
    acked: state?.acked?.nonce ?? '',
    version: state?.sent?.version ?? '',
    sentTime: isoTime(state?.sent?.at),
    resources: state?.sent?.resources.size ?? 0,
    ...(state?.rejected && {
      nack: { message: state.rejected.message, version: state.rejected.version, time: isoTime(state.rejected.at) },
    }),
  }
}

function lastRejection(stream: ProxyStream) {
  const rejections = stream.subscribedTypes().flatMap((type) => {
    const rejected = stream.subscription(type)?.rejected
    return rejected === undefined
      ? []
      : [{ type: typeUrl(type), message: rejected.message, version: rejected.version, time: isoTime(rejected.at) }]
  })
  return rejections.toSorted((a, b) => (a.time < b.time ? 1 : -1))[0] ?? null
}

/** RFC 3339, empty for never. */
export function isoTime(at: number | undefined): string {
  return at === undefined ? '' : new Date(at).toISOString()
}
