import type { ProxyStatus, ResourceAcknowledgement, SyncState } from '../ports.ts'
import type { acksAnswer, SyncEntry } from './schema.ts'
import type { z } from 'zod'

const types = ['cluster', 'listener', 'route', 'endpoint', 'extensionconfig'] as const

/** istiod's usual reading: equal nonces are synced, an empty sent one was never sent, anything else is stale. */
export function syncState(sent: string, acked: string): SyncState {
  if (sent === '') return 'not-sent'
  return sent === acked ? 'synced' : 'stale'
}

/** A proxy is named `POD.NAMESPACE`; pods may have dots in their names, namespaces can't. */
export function mapProxy(entry: SyncEntry): ProxyStatus {
  const dot = entry.proxy.lastIndexOf('.')
  const [pod, namespace] = dot < 0 ? [entry.proxy, ''] : [entry.proxy.slice(0, dot), entry.proxy.slice(dot + 1)]
  return {
    pod,
    namespace,
    proxyType: entry.proxy_type ?? 'sidecar',
    version: entry.proxy_version ?? entry.istio_version ?? null,
    types: types.map((type) => {
      const sent = entry[`${type}_sent`] ?? ''
      const acked = entry[`${type}_acked`] ?? ''
      return { type, sent: sent || null, acked: acked || null, state: syncState(sent, acked) }
    }),
  }
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
