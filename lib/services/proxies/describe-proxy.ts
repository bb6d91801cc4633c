import type { ProxySummary, ProxyType } from '../../contract/proxies.ts'
import { effectOfRefusal, proxyState, type TypeState, type XdsType } from '../../domain/envoy/proxy-sync.ts'
import { listAt, stringAt } from '../../domain/kubernetes/json.ts'
import type { KubernetesObject } from '../../domain/kubernetes/object.ts'
import type { ProxyStatus, ProxyTypeStatus } from '../../sources/ports.ts'

/** The pod behind a proxy, and the workload that runs it; both may be unknown. */
export interface ProxyPod {
  readonly pod: KubernetesObject | undefined
  readonly workload: string | null
}

const names: Readonly<Record<ProxyTypeStatus['type'], XdsType>> = {
  cluster: 'cds',
  listener: 'lds',
  route: 'rds',
  endpoint: 'eds',
  secret: 'sds',
  extensionconfig: 'ecds',
}
const shown = ['lds', 'rds', 'cds', 'eds', 'sds'] as const
const roles: Readonly<Record<string, ProxySummary['role']>> = {
  sidecar: 'sidecar',
  router: 'gateway',
  waypoint: 'waypoint',
}

/** One proxy with what the cluster knows of its pod. Extension configuration is shown only where there is some. */
export function describeProxy(status: ProxyStatus, { pod, workload }: ProxyPod): ProxySummary {
  const types = typesOf(status)
  return {
    pod: status.pod,
    namespace: status.namespace,
    workload,
    role: roles[status.proxyType] ?? 'other',
    cluster: status.clusterId,
    state: proxyState(types.map(({ state }) => state)),
    types,
    lastAckAt: latest(status.types.map(({ ackedAt }) => ackedAt)),
    ...versionsOf(status, pod),
    revision: pod?.metadata.annotations?.['istio.io/rev'] ?? pod?.metadata.labels?.['istio.io/rev'] ?? null,
    certificate: certificateOf(status),
  }
}

function typesOf(status: ProxyStatus): ProxyType[] {
  const told = new Map(status.types.map((type) => [names[type.type], type]))
  const extensions = told.get('ecds')?.sent === null ? [] : (['ecds'] as const)
  return [...shown, ...extensions].map((type) => typeOf(type, told.get(type)))
}

function typeOf(type: XdsType, told: ProxyTypeStatus | undefined): ProxyType {
  return {
    type,
    state: stateOf(told),
    sentAt: iso(told?.sentAt ?? null),
    ackedAt: iso(told?.ackedAt ?? null),
    sentVersion: told?.sentVersion ?? null,
    ackedVersion: told?.ackedVersion ?? null,
    resources: told?.resources ?? null,
    rejection: rejectionOf(type, told),
  }
}

function stateOf(told: ProxyTypeStatus | undefined): TypeState {
  if (told === undefined) return 'not-reported'
  return told.rejection === null ? told.state : 'nack'
}

function rejectionOf(type: XdsType, told: ProxyTypeStatus | undefined): ProxyType['rejection'] {
  const { rejection, acked } = told ?? {}
  if (rejection === null || rejection === undefined) return null
  const { message, at, refused } = rejection
  return {
    message,
    at: iso(at),
    effect: effectOfRefusal(type, acked !== null),
    refused: refused.map((one) => ({ ...one })),
  }
}

/** istiod tells the sidecar's Istio release twice and never Envoy's version. */
function versionsOf(
  { version, istioVersion }: ProxyStatus,
  pod: KubernetesObject | undefined,
): Pick<ProxySummary, 'envoyVersion' | 'istioVersion'> {
  return { envoyVersion: version === istioVersion ? null : version, istioVersion: istioVersion ?? imageVersion(pod) }
}

/** The tag of Istio's own proxy image. */
function imageVersion(pod: KubernetesObject | undefined): string | null {
  const containers = [...listAt(pod, 'spec', 'containers'), ...listAt(pod, 'spec', 'initContainers')]
  const image = stringAt(
    containers.find((container) => stringAt(container, 'name') === 'istio-proxy'),
    'image',
  )
  const [, tag] = /\/proxyv2:([\w.-]+)/.exec(image ?? '') ?? []
  return tag ?? null
}

function certificateOf({ certificate }: ProxyStatus): ProxySummary['certificate'] {
  if (certificate === null) return null
  const { expiresAt, renewsAt, failure } = certificate
  return {
    expiresAt: iso(expiresAt),
    renewsAt: iso(renewsAt),
    failure: failure === null ? null : { message: failure.message, at: iso(failure.at) },
  }
}

function latest(times: readonly (number | null)[]): string | null {
  const known = times.filter((time) => time !== null)
  return known.length === 0 ? null : iso(Math.max(...known))
}

/** RFC 3339 of Unix milliseconds. */
export function iso(milliseconds: number | null): string | null {
  return milliseconds === null ? null : new Date(milliseconds).toISOString()
}
