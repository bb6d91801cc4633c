import { invalidField, requiredField, type FieldError } from '../../../../lib/domain/kubernetes/field-error.ts'
import { listAt, objectAt, stringAt, valueAt } from '../../../../lib/domain/kubernetes/json.ts'
import type { KubernetesObject } from '../../../../lib/domain/kubernetes/object.ts'
import { malformedPatterns } from '../schema/pattern.ts'
import type { KindRules } from './kind-rules.ts'

export const customResourceRules: KindRules = {
  defaults: (object) => {
    const spec = objectAt(object, 'spec')
    const names = objectAt(spec, 'names')
    const kind = stringAt(names, 'kind') ?? ''
    return {
      ...object,
      spec: {
        ...spec,
        conversion: { strategy: 'None', ...objectAt(spec, 'conversion') },
        names: { singular: kind.toLowerCase(), listKind: `${kind}List`, ...names },
      },
    }
  },
  allocate: (object) => ({ ...object, status: establishedStatus(object) }),
  validate: customResourceErrors,
}

/** The kind is served at once, so its definition is established at once. */
function establishedStatus(object: KubernetesObject): Record<string, unknown> {
  const versions = listAt(object, 'spec', 'versions')
  const condition = (type: string, reason: string, message: string) => ({ type, status: 'True', reason, message })
  return {
    acceptedNames: valueAt(object, 'spec', 'names'),
    conditions: [
      condition('NamesAccepted', 'NoConflicts', 'no conflicts found'),
      condition('Established', 'InitialNamesAccepted', 'the initial names have been accepted'),
    ],
    storedVersions: versions
      .filter((version) => valueAt(version, 'storage') === true)
      .map((version) => stringAt(version, 'name') ?? ''),
  }
}

function customResourceErrors(object: KubernetesObject): FieldError[] {
  const plural = stringAt(object, 'spec', 'names', 'plural') ?? ''
  const group = stringAt(object, 'spec', 'group') ?? ''
  const errors: FieldError[] = []
  if (object.metadata.name !== `${plural}.${group}`)
    errors.push(
      invalidField(
        'metadata.name',
        object.metadata.name,
        `must be spec.names.plural+"."+spec.group: "${plural}.${group}"`,
      ),
    )
  const scope = stringAt(object, 'spec', 'scope')
  if (scope !== 'Namespaced' && scope !== 'Cluster')
    errors.push(invalidField('spec.scope', scope, 'must be Namespaced or Cluster'))
  const versions = listAt(object, 'spec', 'versions')
  if (versions.length === 0) errors.push(requiredField('spec.versions', 'must have at least one version'))
  else if (versions.filter((version) => valueAt(version, 'storage') === true).length !== 1)
    errors.push(invalidField('spec.versions', versions.length, 'exactly one version must have storage: true'))
  for (const [index, version] of versions.entries())
    errors.push(
      ...schemaErrors(valueAt(version, 'schema', 'openAPIV3Schema'), `spec.versions[${index}].schema.openAPIV3Schema`),
    )
  return errors
}

function schemaErrors(schema: unknown, field: string): FieldError[] {
  if (schema === undefined) return [requiredField(field)]
  return malformedPatterns(schema).map((pattern) => invalidField(field, pattern, 'must be a regular expression (RE2)'))
}
