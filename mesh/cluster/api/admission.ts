import type { KubernetesObject } from '../../../lib/domain/kubernetes/object.ts'
import { ApiError } from './api-error.ts'
import type { ResourceName } from './store.ts'

export interface AdmissionRequest {
  readonly resource: ResourceName
  readonly operation: 'CREATE' | 'UPDATE'
  /** The object's Namespace; absent for cluster-scoped objects. */
  readonly namespaceObject?: KubernetesObject | undefined
  readonly dryRun: boolean
}

/**
 * A mutating admission hook: gets a deep mutable copy and returns the object to store (the same reference when it has
 * nothing to change). It runs after defaulting and before validation. It throws an Error with one clear sentence to
 * refuse the request; must not write to the store.
 */
export type MutatingHook = (object: KubernetesObject, request: AdmissionRequest) => KubernetesObject

/**
 * Runs the hooks in order, each on the result of the one before.
 * @throws ApiError Forbidden with the sentence of a hook that refuses
 */
export function admit(
  hooks: readonly MutatingHook[],
  object: KubernetesObject,
  request: AdmissionRequest,
): KubernetesObject {
  try {
    return hooks.reduce((current, hook) => hook(current, request), object)
  } catch (error) {
    if (error instanceof ApiError) throw error
    const { name = '' } = object.metadata
    const reason = error instanceof Error ? error.message : String(error)
    throw new ApiError('Forbidden', `${request.resource} "${name}" is refused: ${reason}`, { name })
  }
}
