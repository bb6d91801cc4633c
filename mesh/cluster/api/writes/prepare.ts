import { sameJson } from '../../../../lib/domain/kubernetes/json.ts'
import type { KubernetesObject, StoredObject } from '../../../../lib/domain/kubernetes/object.ts'
import { ApiError } from '../api-error.ts'
import { kindRules } from '../kinds/kind-rules.ts'
import { resourceName, type ResourceDefinition } from '../resources/definition.ts'

/** What only the server gives a new object. */
export interface NewIdentity {
  readonly uid: string
  /** RFC 3339 in whole seconds, as Kubernetes writes it. */
  readonly creationTimestamp: string
  /** Appended to generateName. */
  readonly suffix: string
  readonly namespace: string | undefined
}

/** Strips what a client may not set and gives a new object its identity. */
export function newObject(
  definition: ResourceDefinition,
  object: KubernetesObject,
  identity: NewIdentity,
): KubernetesObject {
  const { generateName, name, labels, annotations, ownerReferences, finalizers } = object.metadata
  const { status, ...content } = object
  const finalName = name || (generateName ? `${generateName}${identity.suffix}` : undefined)
  return {
    ...content,
    // Kinds without a status subresource keep what the author wrote there.
    ...(status === undefined || definition.subresources.includes('status') ? {} : { status }),
    metadata: defined({
      name: finalName,
      generateName,
      namespace: definition.namespaced ? identity.namespace : undefined,
      uid: identity.uid,
      creationTimestamp: identity.creationTimestamp,
      generation: countsGenerations(definition) ? 1 : undefined,
      labels,
      annotations,
      ownerReferences,
      finalizers,
    }),
  }
}

// Without `undefined` fields, so that comparing and storing see the same object.
function defined(metadata: KubernetesObject['metadata']): KubernetesObject['metadata'] {
  return Object.fromEntries(Object.entries(metadata).filter(([, value]) => value !== undefined))
}

/** metadata.generation counts changes of the desired state; kinds without one don't carry it. */
function countsGenerations({ group, model }: ResourceDefinition): boolean {
  return group === 'apps' || model.type !== 'kubernetes'
}

/** The object that an update leads to: the client's part of `next`, the server's part of `old`. */
export function updatedObject(
  definition: ResourceDefinition,
  next: KubernetesObject,
  old: StoredObject,
): KubernetesObject {
  const { labels, annotations, ownerReferences, finalizers } = next.metadata
  const { uid, creationTimestamp, generateName, namespace, name, generation, managedFields } = old.metadata
  const { deletionTimestamp, deletionGracePeriodSeconds } = old.metadata
  const { status: _status, ...content } = next
  const keepsStatus = definition.subresources.includes('status')
  const status = keepsStatus ? old['status'] : next['status']
  const merged: KubernetesObject = {
    ...content,
    ...(status === undefined ? {} : { status }),
    metadata: defined({
      name,
      generateName,
      namespace,
      uid,
      creationTimestamp,
      generation,
      deletionTimestamp,
      deletionGracePeriodSeconds,
      labels,
      annotations,
      ownerReferences,
      finalizers,
      managedFields,
    }),
  }
  return kindRules(resourceName(definition)).carry?.(merged, old) ?? merged
}

/** An update through the status subresource changes status alone. */
export function withStatusOf(next: KubernetesObject, old: StoredObject): KubernetesObject {
  const { status: _old, ...rest } = old
  return next['status'] === undefined ? rest : { ...rest, status: next['status'] }
}

/** Raises metadata.generation when the desired state changed. */
export function withGeneration(
  definition: ResourceDefinition,
  next: KubernetesObject,
  old: StoredObject,
): KubernetesObject {
  if (!countsGenerations(definition)) return next
  const desired = ({ status: _s, metadata: _m, ...rest }: KubernetesObject) => rest
  const isDeletion = next.metadata.deletionTimestamp && !old.metadata.deletionTimestamp
  if (sameJson(desired(next), desired(old)) && !isDeletion) return next
  return { ...next, metadata: { ...next.metadata, generation: (old.metadata.generation ?? 0) + 1 } }
}

/** @throws ApiError Conflict when the client wrote on an older state, or on another object of that name */
export function guardRevision(definition: ResourceDefinition, next: KubernetesObject, old: StoredObject): void {
  const { resourceVersion, uid } = next.metadata
  const subject = `${resourceName(definition)} "${old.metadata.name}"`
  const details = { name: old.metadata.name, group: definition.group, kind: definition.plural }
  if (uid !== undefined && uid !== '' && uid !== old.metadata.uid)
    throw new ApiError(
      'Conflict',
      `Operation cannot be fulfilled on ${subject}: the uid in the request is ${uid}, but the object has ${old.metadata.uid}`,
      details,
    )
  if (resourceVersion !== undefined && resourceVersion !== '' && resourceVersion !== old.metadata.resourceVersion)
    throw new ApiError(
      'Conflict',
      `Operation cannot be fulfilled on ${subject}: the object has been modified; please apply your changes to the latest version and try again`,
      details,
    )
}
