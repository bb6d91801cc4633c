import type { DiscoveredGroup, DiscoveredResource, DiscoveredSubresource, DiscoveredVersion } from './groups.ts'
import { groupVersionOf } from './groups.ts'

/** `/api`: the versions of the core group. */
export function coreVersions(server: string): object {
  return {
    kind: 'APIVersions',
    versions: ['v1'],
    serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress: server }],
  }
}

/** `/apis`: all named groups. */
export function groupList(groups: readonly DiscoveredGroup[]): object {
  return { kind: 'APIGroupList', apiVersion: 'v1', groups: groups.filter(({ name }) => name !== '').map(groupBody) }
}

/** `/apis/GROUP` */
export function groupDocument(group: DiscoveredGroup): object {
  return { kind: 'APIGroup', apiVersion: 'v1', ...groupBody(group) }
}

function groupBody({ name, versions }: DiscoveredGroup): object {
  const entries = versions.map((version) => ({ groupVersion: groupVersionOf(version), version: version.version }))
  return { name, versions: entries, preferredVersion: entries[0] }
}

/** `/api/v1` and `/apis/GROUP/VERSION` */
export function resourceList(version: DiscoveredVersion): object {
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: groupVersionOf(version),
    resources: version.resources.flatMap((resource) => [
      resourceEntry(resource),
      ...resource.subresources.map((subresource) => subresourceEntry(resource, subresource, version)),
    ]),
  }
}

function resourceEntry({ plural, singular, namespaced, kind, verbs, shortNames, categories }: DiscoveredResource) {
  return {
    name: plural,
    singularName: singular,
    namespaced,
    kind,
    verbs,
    ...(shortNames.length === 0 ? {} : { shortNames }),
    ...(categories.length === 0 ? {} : { categories }),
  }
}

function subresourceEntry(owner: DiscoveredResource, sub: DiscoveredSubresource, { group }: DiscoveredVersion): object {
  return {
    name: `${owner.plural}/${sub.name}`,
    singularName: '',
    namespaced: owner.namespaced,
    ...(sub.group === group ? {} : { group: sub.group, version: sub.version }),
    kind: sub.kind,
    verbs: sub.verbs,
  }
}

export const aggregatedType = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList'

/** All resources of some groups in one answer; newer clients ask for it first. */
export function aggregated(groups: readonly DiscoveredGroup[]): object {
  return {
    kind: 'APIGroupDiscoveryList',
    apiVersion: 'apidiscovery.k8s.io/v2',
    metadata: {},
    items: groups.map(({ name, versions }) => ({
      metadata: { name, creationTimestamp: null },
      versions: versions.map((version) => ({
        version: version.version,
        freshness: 'Current',
        resources: version.resources.map((resource) => aggregatedResource(resource, version)),
      })),
    })),
  }
}

function aggregatedResource(resource: DiscoveredResource, { group, version }: DiscoveredVersion): object {
  const scope = resource.namespaced ? 'Namespaced' : 'Cluster'
  return {
    resource: resource.plural,
    responseKind: { group, version, kind: resource.kind },
    scope,
    singularResource: resource.singular,
    verbs: resource.verbs,
    ...(resource.shortNames.length === 0 ? {} : { shortNames: resource.shortNames }),
    ...(resource.categories.length === 0 ? {} : { categories: resource.categories }),
    ...(resource.subresources.length === 0
      ? {}
      : {
          subresources: resource.subresources.map((sub) => ({
            subresource: sub.name,
            responseKind: { group: sub.group, version: sub.version, kind: sub.kind },
            verbs: sub.verbs,
          })),
        }),
  }
}
