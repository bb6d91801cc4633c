import type { ProxyStatus, ProxyTypeStatus } from '../../lib/sources/ports.ts'

/** One type of a proxy: synced unless told otherwise. */
export function aTypeStatus(type: ProxyTypeStatus['type'], over: Partial<ProxyTypeStatus> = {}): ProxyTypeStatus {
  return {
    type,
    sent: 'a',
    acked: 'a',
    state: 'synced',
    sentAt: null,
    ackedAt: null,
    sentVersion: null,
    ackedVersion: null,
    resources: null,
    rejection: null,
    ...over,
  }
}

/** A sidecar that is in step, as istiod tells of one. */
export function aProxyStatus(pod: string, namespace: string, over: Partial<ProxyStatus> = {}): ProxyStatus {
  return {
    pod,
    namespace,
    proxyType: 'sidecar',
    version: '1.40.0',
    istioVersion: null,
    clusterId: 'Kubernetes',
    types: (['cluster', 'listener', 'route', 'endpoint'] as const).map((type) => aTypeStatus(type)),
    certificate: null,
    ...over,
  }
}
