import type { KubernetesObject } from '../kubernetes/object.ts'
import { numberAt } from '../kubernetes/json.ts'
import type { Replicas } from '../health/workload-health.ts'

/** Wanted and ready pods of Deployments, StatefulSets and DaemonSets, by `namespace/name`. */
export function replicasByWorkload(workloads: readonly KubernetesObject[]): Map<string, Replicas> {
  return new Map(
    workloads.map((workload) => [
      `${workload.metadata.namespace ?? ''}/${workload.metadata.name ?? ''}`,
      replicasOf(workload),
    ]),
  )
}

/** A Deployment without `spec.replicas` wants one pod; a DaemonSet counts its nodes. */
export function replicasOf(workload: KubernetesObject): Replicas {
  const desired =
    workload.kind === 'DaemonSet'
      ? (numberAt(workload, 'status', 'desiredNumberScheduled') ?? 0)
      : (numberAt(workload, 'spec', 'replicas') ?? 1)
  const ready = numberAt(workload, 'status', 'readyReplicas') ?? numberAt(workload, 'status', 'numberReady') ?? 0
  return { desired, ready }
}
