import type { ObjectKey, WatchedKind } from '../ports.ts'

interface Resource {
  readonly group: string
  readonly version: string
  readonly plural: string
  readonly namespaced: boolean
}

const core = (plural: string, namespaced = true): Resource => ({ group: '', version: 'v1', plural, namespaced })
const apps = (plural: string): Resource => ({ group: 'apps', version: 'v1', plural, namespaced: true })
const networking = (plural: string): Resource => istio('networking.istio.io', 'v1', plural)

function istio(group: string, version: string, plural: string): Resource {
  return { group, version, plural, namespaced: true }
}

/** Where each watched kind lives. EnvoyFilter never left alpha. */
export const resources: Readonly<Record<WatchedKind, Resource>> = {
  Namespace: core('namespaces', false),
  Pod: core('pods'),
  Service: core('services'),
  Deployment: apps('deployments'),
  ReplicaSet: apps('replicasets'),
  StatefulSet: apps('statefulsets'),
  DaemonSet: apps('daemonsets'),
  VirtualService: networking('virtualservices'),
  DestinationRule: networking('destinationrules'),
  Gateway: networking('gateways'),
  ServiceEntry: networking('serviceentries'),
  Sidecar: networking('sidecars'),
  WorkloadEntry: networking('workloadentries'),
  EnvoyFilter: istio('networking.istio.io', 'v1alpha3', 'envoyfilters'),
  PeerAuthentication: istio('security.istio.io', 'v1', 'peerauthentications'),
  RequestAuthentication: istio('security.istio.io', 'v1', 'requestauthentications'),
  AuthorizationPolicy: istio('security.istio.io', 'v1', 'authorizationpolicies'),
  Telemetry: istio('telemetry.istio.io', 'v1', 'telemetries'),
  HTTPRoute: istio('gateway.networking.k8s.io', 'v1', 'httproutes'),
}

/** `networking.istio.io/v1` or `v1`. */
export function apiVersionOf(kind: WatchedKind): string {
  const { group, version } = resources[kind]
  return group === '' ? version : `${group}/${version}`
}

/** The path of all objects of a kind, in one namespace or in all. */
export function collectionPath(kind: WatchedKind, namespace: string | null = null): string {
  const { group, version, plural, namespaced } = resources[kind]
  const root = group === '' ? `/api/${version}` : `/apis/${group}/${version}`
  const within = namespaced && namespace !== null ? `/namespaces/${encodeURIComponent(namespace)}` : ''
  return `${root}${within}/${plural}`
}

/** The path of one object. */
export function objectPath({ kind, namespace, name }: ObjectKey): string {
  return `${collectionPath(kind, namespace)}/${encodeURIComponent(name)}`
}
