import { isObject, withoutNulls } from '../../../../lib/domain/kubernetes/json.ts'
import { kubernetesObject, type KubernetesObject, type StoredObject } from '../../../../lib/domain/kubernetes/object.ts'
import { fieldErrors } from '../../../../lib/domain/kubernetes/field-error.ts'
import { ApiError } from '../api-error.ts'
import { apiVersionOf, storageVersion, type ResourceDefinition } from '../resources/definition.ts'
import { invalidObject } from './validate-object.ts'

/**
 * Turns a request's body into an object of one resource in its storage version.
 * @throws ApiError BadRequest when apiVersion or kind is another one, Invalid when metadata is malformed
 */
export function toStorageVersion(definition: ResourceDefinition, body: unknown): KubernetesObject {
  if (!isObject(body)) throw new ApiError('BadRequest', `the body must be a ${definition.kind} object`)
  const { kind = definition.kind, apiVersion = storageVersion(definition) } = body
  if (kind !== definition.kind)
    throw new ApiError('BadRequest', `kind is ${JSON.stringify(kind)}, but this address takes ${definition.kind}`)
  const served = definition.versions.map((version) => apiVersionOf(definition.group, version))
  if (typeof apiVersion !== 'string' || !served.includes(apiVersion))
    throw new ApiError(
      'BadRequest',
      `apiVersion is ${JSON.stringify(apiVersion)}, but ${definition.kind} is served in ${served.join(', ')}`,
    )
  const cleaned = withoutNulls({ metadata: {}, ...body, kind, apiVersion: storageVersion(definition) })
  const parsed = kubernetesObject.safeParse(cleaned)
  if (parsed.success) return parsed.data
  throw invalidObject(definition, '', fieldErrors(kubernetesObject, cleaned))
}

/** The same object as another served version shows it: only apiVersion differs. */
export function inVersion<T extends KubernetesObject>(object: T, apiVersion: string): T {
  return object.apiVersion === apiVersion ? object : { ...object, apiVersion }
}

/** What a finished write guarantees: the server's fields are present. */
export function asStored(object: KubernetesObject): StoredObject {
  const { name, uid, resourceVersion, creationTimestamp } = object.metadata
  if (name === undefined || uid === undefined || resourceVersion === undefined || !creationTimestamp)
    throw new ApiError('InternalError', `${object.kind} lacks a name, uid, resourceVersion or creationTimestamp`)
  return { ...object, metadata: { ...object.metadata, name, uid, resourceVersion, creationTimestamp } }
}
