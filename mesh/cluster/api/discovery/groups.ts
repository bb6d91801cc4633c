import { apiVersionOf, type ResourceDefinition, type Subresource } from '../resources/definition.ts'
import { virtualResources } from '../resources/virtual.ts'

/** What discovery says about one resource or subresource. */
export interface DiscoveredResource {
  readonly plural: string
  readonly singular: string
  readonly kind: string
  readonly namespaced: boolean
  readonly verbs: readonly string[]
  readonly shortNames: readonly string[]
  readonly categories: readonly string[]
  readonly subresources: readonly DiscoveredSubresource[]
}

export interface DiscoveredSubresource {
  readonly name: string
  readonly kind: string
  readonly group: string
  readonly version: string
  readonly verbs: readonly string[]
}

export interface DiscoveredVersion {
  readonly group: string
  readonly version: string
  readonly resources: readonly DiscoveredResource[]
}

export interface DiscoveredGroup {
  readonly name: string
  /** The preferred one first. */
  readonly versions: readonly DiscoveredVersion[]
}

const verbs = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch']

/** Every group, version and resource that the API serves, the core group (empty name) first. */
export function discoverGroups(definitions: readonly ResourceDefinition[]): DiscoveredGroup[] {
  const names = new Set([...definitions, ...virtualResources].map((resource) => resource.group))
  return [...names].toSorted().map((name) => ({ name, versions: versionsOf(name, definitions) }))
}

function versionsOf(group: string, definitions: readonly ResourceDefinition[]): DiscoveredVersion[] {
  const own = definitions.filter((definition) => definition.group === group)
  const virtual = virtualResources.filter((resource) => resource.group === group)
  const versions = new Set([
    ...own.flatMap((definition) => definition.versions),
    ...virtual.map((resource) => resource.version),
  ])
  return [...versions].toSorted(byStability).map((version) => ({
    group,
    version,
    resources: [
      ...own
        .filter((definition) => definition.versions.includes(version))
        .map((definition) => discovered(definition, version)),
      ...virtual.filter((resource) => resource.version === version).map(discoveredVirtual),
    ],
  }))
}

function discovered(definition: ResourceDefinition, version: string): DiscoveredResource {
  const { plural, singular, kind, namespaced, shortNames, categories } = definition
  const subresources = definition.subresources.map((name) => discoveredSubresource(name, definition, version))
  return { plural, singular, kind, namespaced, verbs, shortNames, categories, subresources }
}

function discoveredVirtual({ plural, kind, namespaced }: (typeof virtualResources)[number]): DiscoveredResource {
  const singular = kind.toLowerCase()
  return { plural, singular, kind, namespaced, verbs: ['create'], shortNames: [], categories: [], subresources: [] }
}

function discoveredSubresource(
  name: Subresource,
  { group, kind }: ResourceDefinition,
  version: string,
): DiscoveredSubresource {
  const own = { name, group, version, kind }
  switch (name) {
    case 'status':
      return { ...own, verbs: ['get', 'patch', 'update'] }
    case 'scale':
      return { name, group: 'autoscaling', version: 'v1', kind: 'Scale', verbs: ['get', 'patch', 'update'] }
    case 'log':
      return { ...own, verbs: ['get'] }
    case 'token':
      return { name, group: 'authentication.k8s.io', version: 'v1', kind: 'TokenRequest', verbs: ['create'] }
    case 'finalize':
      return { ...own, verbs: ['update'] }
    case 'exec':
      return { ...own, kind: 'PodExecOptions', verbs: ['create', 'get'] }
    case 'attach':
      return { ...own, kind: 'PodAttachOptions', verbs: ['create', 'get'] }
    case 'portforward':
      return { ...own, kind: 'PodPortForwardOptions', verbs: ['create', 'get'] }
    case 'binding':
      return { ...own, kind: 'Binding', verbs: ['create'] }
    case 'eviction':
      return { name, group: 'policy', version: 'v1', kind: 'Eviction', verbs: ['create'] }
  }
}

/** Kubernetes' order of versions: v2, v1, v1beta2, v1beta1, v1alpha1. */
export function byStability(a: string, b: string): number {
  const [x, y] = [rank(a), rank(b)]
  return y.stability - x.stability || y.major - x.major || y.minor - x.minor || a.localeCompare(b)
}

function rank(version: string): { stability: number; major: number; minor: number } {
  const match = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version)
  if (match === null) return { stability: 0, major: 0, minor: 0 }
  const stability = match[2] === undefined ? 3 : match[2] === 'beta' ? 2 : 1
  return { stability, major: Number(match[1]), minor: Number(match[3] ?? 0) }
}

export const groupVersionOf = ({ group, version }: { group: string; version: string }) => apiVersionOf(group, version)
