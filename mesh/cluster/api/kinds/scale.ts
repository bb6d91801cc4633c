import { numberAt, objectAt, stringsAt, type JsonObject } from '../../../../lib/domain/kubernetes/json.ts'
import type { KubernetesObject, StoredObject } from '../../../../lib/domain/kubernetes/object.ts'

/** The Scale of a Deployment, ReplicaSet or StatefulSet. */
export function scaleOf(object: StoredObject): KubernetesObject {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata
  const labels = stringsAt(object, 'spec', 'selector', 'matchLabels')
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: { replicas: numberAt(object, 'spec', 'replicas') ?? 0 },
    status: {
      replicas: numberAt(object, 'status', 'replicas') ?? 0,
      selector: Object.entries(labels)
        .map(([key, value]) => `${key}=${value}`)
        .join(','),
    },
  }
}

/** The object with the replicas of a Scale. */
export function applyScale(scale: JsonObject, old: StoredObject): KubernetesObject {
  const replicas = objectAt(scale, 'spec')['replicas']
  return { ...old, spec: { ...objectAt(old, 'spec'), replicas: replicas ?? 0 } }
}
