import { HeddleError } from '../../domain/model/heddle-error.ts'
import type { WatchedKind } from '../../sources/ports.ts'

/** Kinds that the console may write, with the API version that a new object gets. */
const apiVersions = {
  VirtualService: 'networking.istio.io/v1',
  DestinationRule: 'networking.istio.io/v1',
  Gateway: 'networking.istio.io/v1',
  ServiceEntry: 'networking.istio.io/v1',
  Sidecar: 'networking.istio.io/v1',
  PeerAuthentication: 'security.istio.io/v1',
  RequestAuthentication: 'security.istio.io/v1',
  AuthorizationPolicy: 'security.istio.io/v1',
  Telemetry: 'telemetry.istio.io/v1',
  HTTPRoute: 'gateway.networking.k8s.io/v1',
} as const satisfies Partial<Record<WatchedKind, string>>

export type ChangeableKind = keyof typeof apiVersions

export const changeableKinds: readonly ChangeableKind[] = Object.keys(apiVersions).filter(isChangeable)

/** @throws HeddleError INVALID when the console does not write this kind */
export function changeableKind(kind: string): ChangeableKind {
  if (isChangeable(kind)) return kind
  const message = `kind is ${JSON.stringify(kind)}: it must be one of ${changeableKinds.join(', ')}`
  throw new HeddleError('INVALID', message, { field: 'kind' })
}

export function apiVersionOf(kind: ChangeableKind): string {
  return apiVersions[kind]
}

function isChangeable(kind: string): kind is ChangeableKind {
  return Object.hasOwn(apiVersions, kind)
}
