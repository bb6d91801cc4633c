import type { ResourceDefinition, Subresource } from './definition.ts'

interface Short {
  readonly group?: string
  readonly kind: string
  readonly plural: string
  readonly typeName?: string
  readonly shortNames?: readonly string[]
  readonly categories?: readonly string[]
  readonly clusterScoped?: boolean
  readonly subresources?: readonly Subresource[]
}

function builtIn(short: Short): ResourceDefinition {
  return {
    group: short.group ?? '',
    versions: ['v1'],
    plural: short.plural,
    singular: short.kind.toLowerCase(),
    kind: short.kind,
    shortNames: short.shortNames ?? [],
    categories: short.categories ?? [],
    namespaced: short.clusterScoped !== true,
    subresources: short.subresources ?? [],
    model: { type: 'kubernetes', typeName: short.typeName ?? `V1${short.kind}` },
    columns: [],
  }
}

const all = ['all']
const rbac = 'rbac.authorization.k8s.io'

const shorts: readonly Short[] = [
  {
    kind: 'Namespace',
    plural: 'namespaces',
    shortNames: ['ns'],
    clusterScoped: true,
    subresources: ['status', 'finalize'],
  },
  {
    kind: 'Pod',
    plural: 'pods',
    shortNames: ['po'],
    categories: all,
    subresources: ['status', 'log', 'exec', 'attach', 'portforward', 'eviction', 'binding'],
  },
  { kind: 'Service', plural: 'services', shortNames: ['svc'], categories: all, subresources: ['status'] },
  { kind: 'Endpoints', plural: 'endpoints', shortNames: ['ep'] },
  { kind: 'ServiceAccount', plural: 'serviceaccounts', shortNames: ['sa'], subresources: ['token'] },
  { kind: 'Secret', plural: 'secrets' },
  { kind: 'ConfigMap', plural: 'configmaps', shortNames: ['cm'] },
  { kind: 'Event', plural: 'events', shortNames: ['ev'], typeName: 'CoreV1Event' },
  { kind: 'Node', plural: 'nodes', shortNames: ['no'], clusterScoped: true, subresources: ['status'] },
  {
    group: 'apps',
    kind: 'Deployment',
    plural: 'deployments',
    shortNames: ['deploy'],
    categories: all,
    subresources: ['status', 'scale'],
  },
  {
    group: 'apps',
    kind: 'ReplicaSet',
    plural: 'replicasets',
    shortNames: ['rs'],
    categories: all,
    subresources: ['status', 'scale'],
  },
  {
    group: 'apps',
    kind: 'StatefulSet',
    plural: 'statefulsets',
    shortNames: ['sts'],
    categories: all,
    subresources: ['status', 'scale'],
  },
  {
    group: 'apps',
    kind: 'DaemonSet',
    plural: 'daemonsets',
    shortNames: ['ds'],
    categories: all,
    subresources: ['status'],
  },
  { group: 'discovery.k8s.io', kind: 'EndpointSlice', plural: 'endpointslices' },
  { group: rbac, kind: 'Role', plural: 'roles' },
  { group: rbac, kind: 'RoleBinding', plural: 'rolebindings' },
  { group: rbac, kind: 'ClusterRole', plural: 'clusterroles', clusterScoped: true },
  { group: rbac, kind: 'ClusterRoleBinding', plural: 'clusterrolebindings', clusterScoped: true },
  { group: 'coordination.k8s.io', kind: 'Lease', plural: 'leases' },
  {
    group: 'apiextensions.k8s.io',
    kind: 'CustomResourceDefinition',
    plural: 'customresourcedefinitions',
    shortNames: ['crd', 'crds'],
    categories: ['api-extensions'],
    clusterScoped: true,
    subresources: ['status'],
  },
]

/** Kubernetes' own resources that the cluster stores. */
export const builtInResources: readonly ResourceDefinition[] = shorts.map(builtIn)
