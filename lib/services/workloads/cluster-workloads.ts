import { hasSidecar, podsByWorkload } from '../../domain/graph/config-facts.ts'
import { replicasOf } from '../../domain/graph/workload-replicas.ts'
import { listAt, numberAt, stringAt, stringsAt, valueAt } from '../../domain/kubernetes/json.ts'
import type { KubernetesObject } from '../../domain/kubernetes/object.ts'
import type { PodSummary, WorkloadSummary } from '../../contract/workloads.ts'
import type { KubernetesSource } from '../../sources/ports.ts'

/** What the cluster says of a workload, before its traffic. */
export type ClusterWorkload = Omit<WorkloadSummary, 'health' | 'inbound'> & {
  readonly pods: readonly KubernetesObject[]
}

/** Every Deployment, StatefulSet and DaemonSet, and pods that nobody controls. */
export function clusterWorkloads(kubernetes: KubernetesSource): ClusterWorkload[] {
  const pods = podsByWorkload(kubernetes.snapshot('Pod').items)
  const controlled = (['Deployment', 'StatefulSet', 'DaemonSet'] as const).flatMap(
    (kind) => kubernetes.snapshot(kind).items,
  )
  const bare = kubernetes.snapshot('Pod').items.filter(({ metadata }) => (metadata.ownerReferences ?? []).length === 0)
  return [...controlled, ...bare].map((object) => {
    const key = `${object.metadata.namespace ?? ''}/${object.metadata.name ?? ''}`
    return describe(object, object.kind === 'Pod' ? [object] : (pods.get(key) ?? []))
  })
}

function describe(object: KubernetesObject, pods: readonly KubernetesObject[]): ClusterWorkload {
  const labels =
    object.kind === 'Pod' ? (object.metadata.labels ?? {}) : stringsAt(object, 'spec', 'template', 'metadata', 'labels')
  const spec = object.kind === 'Pod' ? valueAt(object, 'spec') : valueAt(object, 'spec', 'template', 'spec')
  return {
    namespace: object.metadata.namespace ?? '',
    name: object.metadata.name ?? '',
    kind: object.kind,
    app: canonicalName(labels),
    version: canonicalRevision(labels),
    replicas: object.kind === 'Pod' ? { desired: 1, ready: isReady(object) ? 1 : 0 } : replicasOf(object),
    sidecar: sidecarOf(pods),
    serviceAccount: stringAt(spec, 'serviceAccountName') ?? null,
    labels: { ...labels },
    createdAt: object.metadata.creationTimestamp ?? null,
    pods,
  }
}

/** Istio's canonical service: its own label, then the recommended one, then `app`. */
export function canonicalName(labels: Readonly<Record<string, string>>): string | null {
  return labels['service.istio.io/canonical-name'] ?? labels['app.kubernetes.io/name'] ?? labels['app'] ?? null
}

export function canonicalRevision(labels: Readonly<Record<string, string>>): string | null {
  return (
    labels['service.istio.io/canonical-revision'] ?? labels['app.kubernetes.io/version'] ?? labels['version'] ?? null
  )
}

function sidecarOf(pods: readonly KubernetesObject[]): WorkloadSummary['sidecar'] {
  if (pods.length === 0) return 'unknown'
  const injected = pods.filter(hasSidecar).length
  return injected === 0 ? 'none' : injected === pods.length ? 'all' : 'some'
}

export function isReady(pod: KubernetesObject): boolean {
  return listAt(pod, 'status', 'conditions').some(
    (condition) => stringAt(condition, 'type') === 'Ready' && stringAt(condition, 'status') === 'True',
  )
}

/** A pod with its containers, native sidecars among them. */
export function podSummary(pod: KubernetesObject): PodSummary {
  const statuses = [...listAt(pod, 'status', 'initContainerStatuses'), ...listAt(pod, 'status', 'containerStatuses')]
  const specs = [
    ...listAt(pod, 'spec', 'initContainers').filter(isSidecarContainer),
    ...listAt(pod, 'spec', 'containers'),
  ]
  return {
    name: pod.metadata.name ?? '',
    phase: phaseOf(pod),
    ready: isReady(pod),
    ip: stringAt(pod, 'status', 'podIP') ?? null,
    node: stringAt(pod, 'spec', 'nodeName') ?? null,
    createdAt: pod.metadata.creationTimestamp ?? null,
    containers: specs.map((container) => {
      const name = stringAt(container, 'name') ?? ''
      const status = statuses.find((one) => stringAt(one, 'name') === name)
      return {
        name,
        image: stringAt(container, 'image') ?? null,
        ready: valueAt(status, 'ready') === true,
        restarts: numberAt(status, 'restartCount') ?? 0,
        state: stateOf(status),
      }
    }),
  }
}

function isSidecarContainer(container: unknown): boolean {
  return stringAt(container, 'restartPolicy') === 'Always'
}

function phaseOf(pod: KubernetesObject): string {
  return pod.metadata.deletionTimestamp ? 'Terminating' : (stringAt(pod, 'status', 'phase') ?? 'Unknown')
}

/** `Running`, or why it waits or ended. */
function stateOf(status: unknown): string {
  const waiting = stringAt(status, 'state', 'waiting', 'reason')
  const ended = stringAt(status, 'state', 'terminated', 'reason')
  if (waiting !== undefined) return waiting
  if (ended !== undefined) return ended
  return valueAt(status, 'state', 'running') === undefined ? 'Unknown' : 'Running'
}
