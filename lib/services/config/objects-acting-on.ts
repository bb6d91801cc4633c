import { stringsAt } from '../../domain/kubernetes/json.ts'
import type { KubernetesObject } from '../../domain/kubernetes/object.ts'
import type { KubernetesSource, WatchedKind } from '../../sources/ports.ts'
import { routingObjectsOf } from './routing-of-service.ts'

/** Where policy for every namespace lives. */
const ROOT_NAMESPACE = 'istio-system'

/** Kinds that pick pods by labels, in the order in which they are shown. */
const selectingKinds = [
  'Sidecar',
  'PeerAuthentication',
  'RequestAuthentication',
  'AuthorizationPolicy',
  'Telemetry',
  'EnvoyFilter',
] as const satisfies readonly WatchedKind[]

export interface ActedOn {
  readonly namespace: string
  readonly labels: Readonly<Record<string, string>>
  /** Names of the services that select it. */
  readonly services: readonly string[]
}

/** Istio objects that act on a workload: the routing of its services, and what picks its pods or its whole namespace. */
export function objectsActingOn(kubernetes: KubernetesSource, workload: ActedOn): KubernetesObject[] {
  const { namespace, labels, services } = workload
  const routing = services.flatMap((name) => routingObjectsOf(kubernetes, { namespace, name }))
  const selecting = selectingKinds.flatMap((kind) =>
    kubernetes
      .snapshot(kind)
      .items.filter(({ metadata }) => metadata.namespace === namespace || metadata.namespace === ROOT_NAMESPACE)
      .filter((object) => picks(object, labels)),
  )
  return [...new Set([...routing, ...selecting])]
}

/** An object without a selector picks every pod of its namespace, in the root namespace every pod of the mesh. */
function picks(object: KubernetesObject, labels: Readonly<Record<string, string>>): boolean {
  const wanted = {
    ...stringsAt(object, 'spec', 'selector', 'matchLabels'),
    ...stringsAt(object, 'spec', 'workloadSelector', 'labels'),
  }
  return Object.entries(wanted).every(([key, value]) => labels[key] === value)
}
