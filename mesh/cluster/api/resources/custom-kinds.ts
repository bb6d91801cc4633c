import { isObject, listAt, numberAt, objectAt, stringAt, valueAt } from '../../../../lib/domain/kubernetes/json.ts'
import type { StoredObject } from '../../../../lib/domain/kubernetes/object.ts'
import type { JsonSchema } from '../schema/json-schema.ts'
import type { PrinterColumn, ResourceDefinition } from './definition.ts'

/** What the API serves for a stored CustomResourceDefinition; undefined when it names no served version. */
export function definitionOfCrd(crd: StoredObject): ResourceDefinition | undefined {
  const spec = objectAt(crd, 'spec')
  const served = listAt(spec, 'versions').filter((version) => valueAt(version, 'served') === true)
  const storage = served.find((version) => valueAt(version, 'storage') === true) ?? served[0]
  const names = objectAt(spec, 'names')
  const kind = stringAt(names, 'kind') ?? ''
  const [first, ...others] = [storage, ...served.filter((version) => version !== storage)].flatMap((version) => {
    return stringAt(version, 'name') ?? []
  })
  if (first === undefined) return undefined
  return {
    group: stringAt(spec, 'group') ?? '',
    versions: [first, ...others],
    plural: stringAt(names, 'plural') ?? '',
    singular: stringAt(names, 'singular') ?? kind.toLowerCase(),
    kind,
    shortNames: strings(names, 'shortNames'),
    categories: strings(names, 'categories'),
    namespaced: stringAt(spec, 'scope') !== 'Cluster',
    subresources: valueAt(storage, 'subresources', 'status') === undefined ? [] : ['status'],
    model: { type: 'custom', schema: schemaOf(valueAt(storage, 'schema', 'openAPIV3Schema')) },
    columns: listAt(storage, 'additionalPrinterColumns').flatMap(columnOf),
  }
}

// A schema is an object of optional fields, each of which its readers check before use.
function schemaOf(value: unknown): JsonSchema {
  return isObject(value) ? value : {}
}

function strings(root: unknown, field: string): string[] {
  return listAt(root, field).filter((item): item is string => typeof item === 'string')
}

function columnOf(column: unknown): PrinterColumn[] {
  const name = stringAt(column, 'name')
  const jsonPath = stringAt(column, 'jsonPath')
  if (name === undefined || jsonPath === undefined) return []
  const type = stringAt(column, 'type')
  return [
    {
      name,
      jsonPath,
      type: type === 'integer' || type === 'boolean' || type === 'date' || type === 'number' ? type : 'string',
      description: stringAt(column, 'description') ?? '',
      priority: numberAt(column, 'priority') ?? 0,
    },
  ]
}
