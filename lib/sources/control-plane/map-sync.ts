import type {
  ProxyCertificateStatus,
  ProxyRejection,
  ProxyStatus,
  ProxyTypeStatus,
  ResourceAcknowledgement,
  SyncState,
} from '../ports.ts'
import type { acksAnswer, SyncEntry, TypeEntry } from './schema.ts'
import type { z } from 'zod'

const types = ['cluster', 'listener', 'route', 'endpoint', 'extensionconfig'] as const
type NamedType = (typeof types)[number]

/** The message at the end of a type URL. */
const messages: Readonly<Record<ProxyTypeStatus['type'], string>> = {
  cluster: 'Cluster',
  listener: 'Listener',
  route: 'RouteConfiguration',
  endpoint: 'ClusterLoadAssignment',
  secret: 'Secret',
  extensionconfig: 'TypedExtensionConfig',
}

/** istiod's usual reading: equal nonces are synced, an empty sent one was never sent, anything else is stale. */
export function syncState(sent: string, acked: string): SyncState {
  if (sent === '') return 'not-sent'
  return sent === acked ? 'synced' : 'stale'
}

/** A proxy is named `POD.NAMESPACE`; pods may have dots in their names, namespaces can't. */
export function mapProxy(entry: SyncEntry): ProxyStatus {
  const dot = entry.proxy.lastIndexOf('.')
  const [pod, namespace] = dot < 0 ? [entry.proxy, ''] : [entry.proxy.slice(0, dot), entry.proxy.slice(dot + 1)]
  const secret = detailOf(entry, 'secret')
  return {
    pod,
    namespace,
    proxyType: entry.proxy_type ?? 'sidecar',
    version: textOf(entry.proxy_version) ?? textOf(entry.istio_version),
    istioVersion: textOf(entry.istio_version),
    clusterId: textOf(entry.cluster_id),
    types: [
      ...types.map((type) => namedType(entry, type)),
      ...(secret === undefined ? [] : [typeStatus('secret', { sent: secret.sent, acked: secret.acked }, secret)]),
    ],
    certificate: certificateOf(entry),
  }
}

function namedType(entry: SyncEntry, type: NamedType): ProxyTypeStatus {
  return typeStatus(type, { sent: entry[`${type}_sent`], acked: entry[`${type}_acked`] }, detailOf(entry, type))
}

function detailOf({ resources = {} }: SyncEntry, type: ProxyTypeStatus['type']): TypeEntry | undefined {
  return Object.entries(resources).find(([url]) => url === type || url.endsWith(`.${messages[type]}`))?.[1]
}

function typeStatus(
  type: ProxyTypeStatus['type'],
  { sent = '', acked = '' }: { sent?: string | undefined; acked?: string | undefined },
  detail: TypeEntry | undefined,
): ProxyTypeStatus {
  return {
    type,
    sent: textOf(sent),
    acked: textOf(acked),
    state: syncState(sent, acked),
    sentAt: timeOf(detail?.sentTime),
    ackedAt: timeOf(detail?.ackedTime),
    sentVersion: textOf(detail?.version),
    ackedVersion: textOf(detail?.ackedVersion),
    resources: detail?.resources ?? null,
    rejection: rejectionOf(detail),
  }
}

function rejectionOf(detail: TypeEntry | undefined): ProxyRejection | null {
  const { nack } = detail ?? {}
  if (nack === null || nack === undefined) return null
  return { message: nack.message, at: timeOf(nack.time), refused: nack.refused }
}

function certificateOf({ certificate }: SyncEntry): ProxyCertificateStatus | null {
  if (certificate === null || certificate === undefined) return null
  const { failure } = certificate
  return {
    expiresAt: timeOf(certificate.expires),
    renewsAt: timeOf(certificate.renews),
    failure: failure === null || failure === undefined ? null : { message: failure.message, at: timeOf(failure.time) },
  }
}

function textOf(text: string | undefined): string | null {
  return text === undefined || text === '' ? null : text
}

/** Unix milliseconds; null for an empty or unreadable time. */
export function timeOf(text: string | undefined): number | null {
  const time = Date.parse(text ?? '')
  return Number.isNaN(time) ? null : time
}

/** Unix seconds of when every proxy had a resource, and who still has not. */
export function mapAcknowledgement(answer: z.infer<typeof acksAnswer>): ResourceAcknowledgement {
  const waiting = answer.proxies.filter(({ ackedAt }) => ackedAt === null).map(({ proxy }) => proxy)
  return {
    allAckedAt: answer.allAckedAt === null ? null : Date.parse(answer.allAckedAt) / 1_000,
    total: new Set(answer.proxies.map(({ proxy }) => proxy)).size,
    waiting: [...new Set(waiting)],
  }
}
