import type { ProxySummary } from '../../lib/contract/proxies.ts'
import { compareStates } from '../../lib/domain/envoy/proxy-sync.ts'

export const proxyColumns = ['state', 'pod', 'namespace', 'version', 'lastAck'] as const
export type ProxyColumn = (typeof proxyColumns)[number]
export interface ProxyOrder {
  readonly column: ProxyColumn
  readonly descending: boolean
}
export const worstFirst: ProxyOrder = { column: 'state', descending: false }

/** Proxies whose pod, namespace, workload, version or role holds every word of the text. */
export function filterProxies(proxies: readonly ProxySummary[], text: string): ProxySummary[] {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  return proxies.filter((proxy) => {
    const hay = [proxy.pod, proxy.namespace, proxy.workload, versionOf(proxy), proxy.role, proxy.state]
      .join(' ')
      .toLowerCase()
    return words.every((word) => hay.includes(word))
  })
}

/** A stable order: equal proxies stay by namespace and pod. */
export function sortProxies(proxies: readonly ProxySummary[], { column, descending }: ProxyOrder): ProxySummary[] {
  const sign = descending ? -1 : 1
  return proxies.toSorted((a, b) => sign * compareBy(column, a, b) || nameOf(a).localeCompare(nameOf(b)))
}

function compareBy(column: ProxyColumn, a: ProxySummary, b: ProxySummary): number {
  switch (column) {
    case 'state':
      return compareStates(a.state, b.state)
    case 'pod':
      return a.pod.localeCompare(b.pod)
    case 'namespace':
      return a.namespace.localeCompare(b.namespace)
    case 'version':
      return versionOf(a).localeCompare(versionOf(b), 'en', { numeric: true })
    case 'lastAck':
      return (a.lastAckAt ?? '').localeCompare(b.lastAckAt ?? '')
  }
}

const nameOf = ({ namespace, pod }: ProxySummary) => `${namespace}/${pod}`

/** Istio's version where the proxy is Istio's, else Envoy's; empty where nobody tells. */
export function versionOf({ istioVersion, envoyVersion }: ProxySummary): string {
  if (istioVersion !== null) return istioVersion
  return envoyVersion === null ? '' : `Envoy ${envoyVersion}`
}

export interface VersionShare {
  readonly version: string
  readonly count: number
  readonly namespaces: readonly string[]
}

/** How many proxies run each version, the most frequent first. */
export function versionShares(proxies: readonly ProxySummary[]): VersionShare[] {
  const shares = new Map<string, ProxySummary[]>()
  for (const proxy of proxies) {
    const version = versionOf(proxy) || 'not reported'
    shares.set(version, [...(shares.get(version) ?? []), proxy])
  }
  return [...shares]
    .map(([version, own]) => ({
      version,
      count: own.length,
      namespaces: [...new Set(own.map(({ namespace }) => namespace))].toSorted(),
    }))
    .toSorted((a, b) => b.count - a.count || a.version.localeCompare(b.version))
}
