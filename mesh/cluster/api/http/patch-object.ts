import type { KubernetesObject } from '../../../../lib/domain/kubernetes/object.ts'
import { ApiError } from '../api-error.ts'
import { applyJsonPatch, jsonPatch, JsonPatchError } from '../patch/json-patch.ts'
import { applyMergePatch } from '../patch/merge-patch.ts'
import { applyStrategicMergePatch, StrategicPatchError } from '../patch/strategic-merge-patch.ts'
import { apiVersionOf, type ResourceDefinition } from '../resources/definition.ts'
import { objectSchema } from '../resources/object-schema.ts'
import { inVersion } from '../writes/identity.ts'
import { fieldErrors } from '../../../../lib/domain/kubernetes/field-error.ts'
import type { RequestBody } from './body.ts'

export interface PatchTarget {
  readonly definition: ResourceDefinition
  readonly version: string
  readonly current: KubernetesObject
}

/**
 * The object that a patch of any kind leads to.
 * @throws ApiError Invalid when the patch does not fit (a failing `test` too), UnsupportedMediaType for other kinds
 */
export function patchObject({ definition, version, current }: PatchTarget, body: RequestBody): unknown {
  const target = inVersion(current, apiVersionOf(definition.group, version))
  try {
    switch (body.mediaType) {
      case 'application/json-patch+json':
        return applyJsonPatch(target, parseJsonPatch(body.value))
      case 'application/merge-patch+json':
        return applyMergePatch(target, body.value)
      case 'application/strategic-merge-patch+json':
        return strategic(definition, target, body.value)
      default:
        throw unsupported(body.mediaType)
    }
  } catch (error) {
    if (!(error instanceof JsonPatchError) && !(error instanceof StrategicPatchError)) throw error
    throw new ApiError(
      'Invalid',
      `the patch does not fit ${definition.kind} "${current.metadata.name}": ${error.message}`,
      {
        name: current.metadata.name ?? '',
        group: definition.group,
        kind: definition.kind,
        causes: [{ field: 'patch', message: error.message, reason: 'FieldValueInvalid' }],
      },
    )
  }
}

function strategic(definition: ResourceDefinition, target: unknown, patch: unknown): unknown {
  if (definition.model.type !== 'kubernetes')
    throw new ApiError(
      'UnsupportedMediaType',
      `strategic merge patch is not defined for ${definition.kind}: use application/merge-patch+json or application/json-patch+json`,
    )
  return applyStrategicMergePatch(target, patch, objectSchema(definition))
}

function parseJsonPatch(value: unknown) {
  const parsed = jsonPatch.safeParse(value)
  if (parsed.success) return parsed.data
  const [error] = fieldErrors(jsonPatch, value, ['patch'])
  throw new ApiError('BadRequest', `the JSON Patch is malformed: ${error?.field}: ${error?.message}`)
}

function unsupported(mediaType: string): ApiError {
  if (mediaType === 'application/apply-patch+yaml')
    return new ApiError(
      'UnsupportedMediaType',
      'server-side apply is not offered by this cluster: apply without --server-side',
    )
  return new ApiError(
    'UnsupportedMediaType',
    `Content-Type is "${mediaType}": must be application/json-patch+json, application/merge-patch+json or application/strategic-merge-patch+json`,
  )
}
