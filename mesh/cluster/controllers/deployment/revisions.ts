import type { KubernetesObject } from '../../../../lib/domain/kubernetes/object.ts'
import type { Deployment, ReplicaSet } from '../../objects/workload.ts'
import type { Action } from '../action.ts'
import { hashLabel, templateHash } from './template-hash.ts'

/** Number of a rollout; `kubectl rollout history` and `undo` read it. */
const revisionAnnotation = 'deployment.kubernetes.io/revision'
const ownAnnotations = new Set([revisionAnnotation, 'kubectl.kubernetes.io/last-applied-configuration'])

export function revisionOf({ metadata }: ReplicaSet | Deployment): number {
  return Number(metadata.annotations?.[revisionAnnotation] ?? 0)
}

/** The ReplicaSet of the present template, one revision after all others. */
export function newReplicaSet(deployment: Deployment, old: readonly ReplicaSet[], replicas: number): KubernetesObject {
  const { metadata, spec } = deployment
  const hash = templateHash(spec.template)
  const labels = { ...spec.template.metadata.labels, [hashLabel]: hash }
  const kept = Object.entries(metadata.annotations ?? {}).filter(([name]) => !ownAnnotations.has(name))
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${metadata.name}-${hash}`,
      namespace: metadata.namespace,
      labels,
      annotations: { ...Object.fromEntries(kept), [revisionAnnotation]: String(newest(old) + 1) },
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          name: metadata.name,
          uid: metadata.uid,
          controller: true,
          blockOwnerDeletion: true,
        },
      ],
    },
    spec: {
      replicas,
      ...(spec.minReadySeconds === undefined ? {} : { minReadySeconds: spec.minReadySeconds }),
      selector: { ...spec.selector, matchLabels: { ...spec.selector.matchLabels, [hashLabel]: hash } },
      template: { ...spec.template, metadata: { ...spec.template.metadata, labels } },
    },
  }
}

/** A template that was used before gets a new revision; the Deployment carries that of its present ReplicaSet. */
export function revisionUpkeep(
  deployment: Deployment,
  current: ReplicaSet | undefined,
  old: readonly ReplicaSet[],
): Action[] {
  const wanted = current === undefined ? newest(old) + 1 : Math.max(revisionOf(current), newest(old) + 1)
  const annotations = { [revisionAnnotation]: String(wanted) }
  const { namespace, name } = deployment.metadata
  const actions: Action[] = []
  if (current !== undefined && revisionOf(current) !== wanted)
    actions.push({
      verb: 'merge',
      key: { resource: 'replicasets.apps', namespace, name: current.metadata.name },
      patch: { metadata: { annotations } },
    })
  if (revisionOf(deployment) !== wanted)
    actions.push({
      verb: 'merge',
      key: { resource: 'deployments.apps', namespace, name },
      patch: { metadata: { annotations } },
    })
  return actions
}

function newest(sets: readonly ReplicaSet[]): number {
  return Math.max(0, ...sets.map(revisionOf))
}
