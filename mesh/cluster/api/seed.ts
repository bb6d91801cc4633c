import { sameJson } from '../../../lib/domain/kubernetes/json.ts'
import type { KubernetesObject } from '../../../lib/domain/kubernetes/object.ts'
import { bootstrapPolicies } from './auth/bootstrap-roles.ts'
import type { ClusterStore } from './cluster-store.ts'
import { crdObject } from './resources/crd-objects.ts'
import { istioResources } from './resources/istio.ts'

const namespaces = ['default', 'kube-system', 'kube-node-lease', 'istio-system']
const fieldManager = 'heddle'

/** Makes sure of what every cluster has: namespaces, roles and bindings, definitions of the mesh's kinds. */
export function seed(store: ClusterStore): void {
  for (const name of namespaces)
    ensure(store, 'namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name } })
  for (const { resource, object } of bootstrapPolicies()) ensure(store, resource, object)
  for (const definition of istioResources)
    ensure(store, 'customresourcedefinitions.apiextensions.k8s.io', crdObject(definition))
}

/** Creates an object, or brings the content of an existing one up to this version; its status and spec of namespaces stay. */
function ensure(store: ClusterStore, resource: string, object: KubernetesObject): void {
  const { name = '', namespace } = object.metadata
  const existing = store.get({ resource, namespace, name })
  if (existing === undefined) {
    store.create(resource, object, { fieldManager })
    return
  }
  if (resource === 'namespaces') return
  const wanted = { ...existing, ...object, metadata: existing.metadata }
  if (!sameJson(wanted, existing)) store.update(resource, wanted, { fieldManager })
}
