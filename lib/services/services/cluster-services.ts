import { listAt, numberAt, stringAt, stringsAt } from '../../domain/kubernetes/json.ts'
import { matchesLabels, selectorRequirements } from '../../domain/kubernetes/label-selector.ts'
import type { KubernetesObject } from '../../domain/kubernetes/object.ts'
import type { ServiceSummary } from '../../contract/services.ts'
import type { KubernetesSource } from '../../sources/ports.ts'
import { routingObjectsOf } from '../config/routing-of-service.ts'
import { isReady } from '../workloads/cluster-workloads.ts'

/** What the cluster says of a service, before its traffic. */
export type ClusterService = Omit<ServiceSummary, 'health' | 'inbound' | 'config' | 'findings'> & {
  /** The Istio objects that name it. */
  readonly routing: readonly KubernetesObject[]
}

export function clusterServices(kubernetes: KubernetesSource): ClusterService[] {
  return kubernetes.snapshot('Service').items.map((service) => describe(service, kubernetes))
}

function describe(service: KubernetesObject, kubernetes: KubernetesSource): ClusterService {
  const { namespace = '', name = '', labels = {}, creationTimestamp } = service.metadata
  const selector = stringsAt(service, 'spec', 'selector')
  return {
    namespace,
    name,
    host: `${name}.${namespace}.svc.cluster.local`,
    type: stringAt(service, 'spec', 'type') ?? 'ClusterIP',
    clusterIP: stringAt(service, 'spec', 'clusterIP') ?? null,
    ports: listAt(service, 'spec', 'ports').map(describePort),
    labels: { ...labels },
    selector,
    createdAt: creationTimestamp ?? null,
    endpoints: endpointsOf({ namespace, selector }, kubernetes),
    routing: routingObjectsOf(kubernetes, { namespace, name }),
  }
}

function describePort(port: unknown): ServiceSummary['ports'][number] {
  const number = numberAt(port, 'port') ?? 0
  return {
    name: stringAt(port, 'name') ?? null,
    port: number,
    targetPort: stringAt(port, 'targetPort') ?? String(numberAt(port, 'targetPort') ?? number),
    protocol: stringAt(port, 'protocol') ?? 'TCP',
    appProtocol: stringAt(port, 'appProtocol') ?? null,
  }
}

/** Pods that the selector picks; null for a service without one. */
export function endpointsOf(
  { namespace, selector }: { readonly namespace: string; readonly selector: Readonly<Record<string, string>> },
  kubernetes: KubernetesSource,
): ServiceSummary['endpoints'] {
  if (Object.keys(selector).length === 0) return null
  const requirements = selectorRequirements({ matchLabels: selector })
  const pods = kubernetes
    .snapshot('Pod')
    .items.filter(({ metadata }) => metadata.namespace === namespace && matchesLabels(requirements, metadata.labels))
  return { ready: pods.filter(isReady).length, total: pods.length }
}
