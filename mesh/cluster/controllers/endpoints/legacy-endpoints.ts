import { isDeepStrictEqual } from 'node:util'
import type { KubernetesObject } from '../../../../lib/domain/kubernetes/object.ts'
import type { Service } from '../../objects/service.ts'
import type { Action } from '../action.ts'
import { groupByPorts, type Backend } from './backends.ts'

/** Keeps the older Endpoints object of a Service, for readers that don't know slices. */
export function legacyEndpointsActions(
  service: Service,
  backends: readonly Backend[],
  existing: KubernetesObject | undefined,
): Action[] {
  const { name, namespace, uid, labels = {} } = service.metadata
  const subsets = subsetsOf(backends)
  if (existing === undefined) {
    const ownerReferences = [
      { apiVersion: 'v1', kind: 'Service', name, uid, controller: true, blockOwnerDeletion: true },
    ]
    const metadata = { name, namespace, labels, ownerReferences }
    return [
      { verb: 'create', resource: 'endpoints', object: { apiVersion: 'v1', kind: 'Endpoints', metadata, subsets } },
    ]
  }
  if (isDeepStrictEqual(existing['subsets'] ?? [], subsets)) return []
  return [{ verb: 'merge', key: { resource: 'endpoints', namespace, name }, patch: { subsets } }]
}

function subsetsOf(backends: readonly Backend[]) {
  return groupByPorts(backends).map((group) => {
    const ready = group.filter(({ endpoint }) => endpoint.conditions?.ready === true)
    const notReady = group.filter(({ endpoint }) => endpoint.conditions?.ready !== true)
    return {
      ...(ready.length === 0 ? {} : { addresses: ready.map(addressOf) }),
      ...(notReady.length === 0 ? {} : { notReadyAddresses: notReady.map(addressOf) }),
      ports: (group[0]?.ports ?? []).map(({ name, ...rest }) => (name === '' ? rest : { name, ...rest })),
    }
  })
}

function addressOf({ endpoint: { addresses, nodeName, targetRef } }: Backend) {
  return { ip: addresses[0] ?? '', ...(nodeName === undefined ? {} : { nodeName }), targetRef }
}
