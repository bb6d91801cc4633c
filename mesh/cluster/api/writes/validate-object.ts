import { fieldErrors, requiredField, type FieldError } from '../../../../lib/domain/kubernetes/field-error.ts'
import type { KubernetesObject, StoredObject } from '../../../../lib/domain/kubernetes/object.ts'
import { ApiError } from '../api-error.ts'
import { kindRules } from '../kinds/kind-rules.ts'
import { resourceName, type ResourceDefinition } from '../resources/definition.ts'
import { objectSchema } from '../resources/object-schema.ts'
import { checkTypes } from '../schema/check-types.ts'
import { unknownFields } from '../schema/json-schema.ts'
import { kubernetesDefinitions } from '../schema/kubernetes-schema.ts'
import { metadataErrors } from './names.ts'

/** Every fault of an object that is about to be stored. */
export function objectErrors(
  definition: ResourceDefinition,
  object: KubernetesObject,
  old?: StoredObject,
): FieldError[] {
  const resource = resourceName(definition)
  const errors = checkTypes(objectSchema(definition), kubernetesDefinitions, object)
  // Rules rely on the types, so a wrong type is reported alone.
  if (errors.length > 0 && definition.model.type !== 'zod') return errors
  const rules = kindRules(resource)
  return [
    ...metadataErrors(resource, object.metadata),
    ...specErrors(definition, object),
    ...(rules.validate?.(object) ?? []),
    ...(old === undefined ? [] : (rules.validateUpdate?.(object, old) ?? [])),
  ]
}

function specErrors({ model }: ResourceDefinition, object: KubernetesObject): FieldError[] {
  if (model.type !== 'zod') return []
  const { spec } = object
  if (spec === undefined) return model.specRequired ? [requiredField('spec')] : []
  return fieldErrors(model.spec, spec, ['spec'])
}

/** Values of a wrong type in what a client sent: checked before defaults, which rely on the types. */
export function typeErrors(definition: ResourceDefinition, object: KubernetesObject): FieldError[] {
  if (definition.model.type === 'zod') return []
  const errors = checkTypes(objectSchema(definition), kubernetesDefinitions, object)
  return errors.filter((error) => error.reason !== 'FieldValueRequired')
}

/** Kubernetes' Invalid status with one cause for each fault. */
export function invalidObject(
  { group, kind }: Pick<ResourceDefinition, 'group' | 'kind'>,
  name: string,
  errors: readonly FieldError[],
): ApiError {
  const sentences = errors.map((error) => `${error.field}: ${error.message}`)
  const list = sentences.length === 1 ? sentences[0] : `[${sentences.join(', ')}]`
  const subject = group === '' ? kind : `${kind}.${group}`
  return new ApiError('Invalid', `${subject} "${name}" is invalid: ${list}`, {
    name,
    group,
    kind,
    causes: errors.map(({ field, message, reason }) => ({ field, message, reason })),
  })
}

/** Unknown fields of the object, below the schema's root. */
export function strayFields(definition: ResourceDefinition, object: KubernetesObject): string[] {
  return unknownFields(objectSchema(definition), kubernetesDefinitions, object)
}
