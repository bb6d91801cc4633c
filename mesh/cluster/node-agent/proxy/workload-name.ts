import { controllerOf } from '../../../../lib/domain/kubernetes/object.ts'
import type { Pod } from '../../objects/pod.ts'

/** The Deployment's name for a pod of one of its ReplicaSets, else the owner's, else the pod's own. */
export function workloadNameOf(pod: Pod): string {
  const owner = controllerOf(pod)
  if (owner === undefined) return pod.metadata.name
  const hash = pod.metadata.labels?.['pod-template-hash']
  return hash !== undefined && owner.kind === 'ReplicaSet' && owner.name.endsWith(`-${hash}`)
    ? owner.name.slice(0, -hash.length - 1)
    : owner.name
}
