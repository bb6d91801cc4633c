/** One resource that the control plane lists and watches. */
export interface WatchedKind {
  readonly kind: string
  readonly apiVersion: string
  readonly plural: string
  /** Without these there is no mesh to describe: the first snapshot waits for them whatever the API server says. */
  readonly required: boolean
}

const core = (kind: string, plural: string): WatchedKind => ({ kind, apiVersion: 'v1', plural, required: true })
const networking = (kind: string, plural: string): WatchedKind => ({
  kind,
  apiVersion: 'networking.istio.io/v1',
  plural,
  required: false,
})

export const watchedKinds: readonly WatchedKind[] = [
  core('Namespace', 'namespaces'),
  core('Node', 'nodes'),
  core('Service', 'services'),
  core('Pod', 'pods'),
  core('ConfigMap', 'configmaps'),
  { kind: 'EndpointSlice', apiVersion: 'discovery.k8s.io/v1', plural: 'endpointslices', required: true },
  networking('VirtualService', 'virtualservices'),
  networking('DestinationRule', 'destinationrules'),
  networking('Gateway', 'gateways'),
  networking('ServiceEntry', 'serviceentries'),
  networking('WorkloadEntry', 'workloadentries'),
  networking('Sidecar', 'sidecars'),
  { kind: 'PeerAuthentication', apiVersion: 'security.istio.io/v1', plural: 'peerauthentications', required: false },
]

/** Path of the collection in all namespaces. */
export function collectionPath({ apiVersion, plural }: WatchedKind): string {
  return `${apiVersion.includes('/') ? '/apis' : '/api'}/${apiVersion}/${plural}`
}
