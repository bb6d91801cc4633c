import type { ClusterStore } from '../api/cluster-store.ts'
import { resourceName, type ResourceDefinition } from '../api/resources/definition.ts'
import type { ResourceName } from '../api/store.ts'
import type { Cluster } from './runtime/controller.ts'

/** The store together with what it serves. */
export type ResourceStore = Cluster['store'] & Pick<ClusterStore, 'registry'>
export type ControlledCluster = Cluster & { readonly store: ResourceStore }

export function resourceNames({ registry }: ResourceStore): ResourceName[] {
  return registry.all().map(resourceName)
}

/** Namespaced resources, those that make others first: what made a thing must go before the thing. */
export function namespacedResources({ registry }: ResourceStore): ResourceName[] {
  const makers = ['deployments.apps', 'replicasets.apps', 'statefulsets.apps', 'daemonsets.apps']
  const names = registry
    .all()
    .filter(({ namespaced }) => namespaced)
    .map(resourceName)
  return [...makers.filter((name) => names.includes(name)), ...names.filter((name) => !makers.includes(name))]
}

export function resourceOfKind({ registry }: ResourceStore, apiVersion: string, kind: string) {
  const group = apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : ''
  const matches = (definition: ResourceDefinition) => definition.group === group && definition.kind === kind
  const found = registry.all().find(matches)
  return found === undefined ? undefined : { resource: resourceName(found), namespaced: found.namespaced }
}
