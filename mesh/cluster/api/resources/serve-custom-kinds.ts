import type { StoredObject } from '../../../../lib/domain/kubernetes/object.ts'
import type { Logger } from '../../../../lib/platform/logger.ts'
import type { ClusterStore } from '../cluster-store.ts'
import { builtInLabel } from './crd-objects.ts'
import { definitionOfCrd } from './custom-kinds.ts'
import { resourceName } from './definition.ts'

const crds = 'customresourcedefinitions.apiextensions.k8s.io'

/**
 * Serves the kinds of all CustomResourceDefinitions in the store, now and as they come and go. Deleting a definition
 * deletes its objects. Kinds that come with the mesh are not touched.
 */
export function serveCustomKinds(store: ClusterStore, logger: Logger): { stop(): void } {
  const { items, resourceVersion } = store.list(crds)
  for (const crd of items) serve(store, crd)
  return store.watch(crds, { resourceVersion }, (event) => {
    if (event.type === 'BOOKMARK') return
    try {
      if (event.type === 'DELETED') withdraw(store, event.object)
      else serve(store, event.object)
    } catch (error) {
      logger.error({ err: error, name: event.object.metadata.name }, 'a custom kind could not be followed')
    }
  })
}

const isBuiltIn = ({ metadata }: StoredObject) => metadata.labels?.[builtInLabel] === 'true'

function serve(store: ClusterStore, crd: StoredObject): void {
  if (isBuiltIn(crd) || isKnownOtherwise(store, crd)) return
  const definition = definitionOfCrd(crd)
  if (definition !== undefined) store.registry.add(definition)
}

// Someone may apply Istio's own definition over ours: our kind stays.
function isKnownOtherwise(store: ClusterStore, crd: StoredObject): boolean {
  const known = store.registry.find(crd.metadata.name)
  return known !== undefined && known.model.type !== 'custom'
}

function withdraw(store: ClusterStore, crd: StoredObject): void {
  const definition = definitionOfCrd(crd)
  if (definition === undefined || isKnownOtherwise(store, crd)) return
  const resource = resourceName(definition)
  for (const { metadata } of store.list(resource).items)
    store.delete({ resource, namespace: metadata.namespace, name: metadata.name })
  store.registry.remove(resource)
}
