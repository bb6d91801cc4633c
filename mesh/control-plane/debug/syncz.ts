import { textOf } from '../envoy-json.ts'
import { clusterId } from '../registry/workloads.ts'
import type { Member } from '../serve/fleet.ts'
import type { ProxyStream } from '../serve/proxy-stream.ts'
import { typeUrl, type XdsType } from '../serve/type-urls.ts'
import { inForce } from './in-force.ts'

const names = { cds: 'cluster', lds: 'listener', rds: 'route', eds: 'endpoint' } as const
type Named = keyof typeof names
const namedTypes: readonly Named[] = ['cds', 'lds', 'rds', 'eds']

type SyncMember = Pick<Member, 'stream' | 'credentials' | 'renewalFailure'>

/** What istiod answers at /debug/syncz, with the last refusal of each type and the state of the certificate beside it. */
export function syncz(members: readonly SyncMember[]): unknown[] {
  const memberOf = new Map(members.map((member) => [member.stream, member]))
  return latestByProxy([...memberOf.keys()]).map((stream) => ({
    cluster_id: clusterId,
    proxy: proxyName(stream),
    proxy_type: stream.claim.role,
    proxy_version: stream.claim.envoyVersion ?? '',
    istio_version: textOf(stream.claim.metadata['ISTIO_VERSION']),
    connected_at: isoTime(stream.connectedAt),
    ...Object.assign({}, ...namedTypes.map((type) => nonces(stream, type))),
    extensionconfig_sent: '',
    extensionconfig_acked: '',
    resources: Object.fromEntries(
      stream.subscribedTypes().map((type) => [typeUrl(type), resourceStatus(stream, type)]),
    ),
    last_nack: lastRejection(stream),
    certificate: certificateStatus(memberOf.get(stream)),
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
    ackedVersion: state?.acked?.version ?? '',
    ackedTime: isoTime(state?.ackedAt),
    ...(state?.rejected && {
      nack: {
        message: state.rejected.message,
        version: state.rejected.version,
        time: isoTime(state.rejected.at),
        refused: inForce(state).refused,
      },
    }),
  }
}

function certificateStatus(member: SyncMember | undefined) {
  const { credentials, renewalFailure } = member ?? {}
  if (credentials === undefined) return null
  return {
    expires: isoTime(credentials.expiresAt),
    renews: isoTime(credentials.rotateAt),
    failure:
      renewalFailure === undefined ? null : { message: renewalFailure.message, time: isoTime(renewalFailure.at) },
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
