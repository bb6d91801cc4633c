import { node, zoneLabel } from '../../objects/node.ts'
import { pod } from '../../objects/pod.ts'
import { endpointSlice, service } from '../../objects/service.ts'
import { nothing, type Outcome } from '../action.ts'
import { keyOf, splitKey, type Cluster, type Controller } from '../runtime/controller.ts'
import { backendsOf } from './backends.ts'
import { endpointSliceActions, managedByLabel, manager, serviceNameLabel } from './endpoint-slices.ts'
import { legacyEndpointsActions } from './legacy-endpoints.ts'

/** EndpointSlices and Endpoints of every Service with a selector. */
export const endpointsController: Controller = {
  name: 'endpointslice-controller',
  watches: {
    services: (object) => [keyOf(object)],
    pods: ({ metadata: { namespace } }, { store }) => store.list('services', { namespace }).items.map(keyOf),
    'endpointslices.discovery.k8s.io': ({ metadata: { namespace = '', labels } }) => {
      const name = labels?.[serviceNameLabel]
      return name === undefined ? [] : [`${namespace}/${name}`]
    },
  },
  reconcile: (key, cluster) => reconcile(key, cluster),
}

function reconcile(key: string, { store }: Cluster): Outcome {
  const { namespace, name } = splitKey(key)
  const found = store.get({ resource: 'services', namespace, name })
  if (found === undefined) return nothing
  const parsed = service.parse(found)
  if (parsed.spec.selector === undefined || parsed.spec.selector === null) return nothing
  const pods = store.list('pods', { namespace }).items.map((item) => pod.parse(item))
  const zones = new Map(
    store
      .list('nodes')
      .items.map((item) => node.parse(item).metadata)
      .map((metadata) => [metadata.name, metadata.labels?.[zoneLabel] ?? '']),
  )
  const backends = backendsOf(parsed, pods, zones)
  const labelSelector = `${serviceNameLabel}=${name},${managedByLabel}=${manager}`
  const slices = store.list('endpointslices.discovery.k8s.io', { namespace, labelSelector }).items
  return {
    actions: [
      ...endpointSliceActions(
        parsed,
        backends,
        slices.map((item) => endpointSlice.parse(item)),
      ),
      ...legacyEndpointsActions(parsed, backends, store.get({ resource: 'endpoints', namespace, name })),
    ],
  }
}
