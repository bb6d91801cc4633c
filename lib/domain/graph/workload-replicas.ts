import type { KubernetesObject } from '../kubernetes/object.ts'
import { numberAt } from '../kubernetes/json.ts'
import type { Replicas } from '../health/workload-health.ts'

/** A Deployment without `spec.replicas` wants one pod; a DaemonSet counts its nodes. */
export function replicasOf(workload: KubernetesObject): Replicas {
  const desired =
    workload.kind === 'DaemonSet'
      ? (numberAt(workload, 'status', 'desiredNumberScheduled') ?? 0)
      : (numberAt(workload, 'spec', 'replicas') ?? 1)
  const ready = numberAt(workload, 'status', 'readyReplicas') ?? numberAt(workload, 'status', 'numberReady') ?? 0
  return { desired, ready }
}
