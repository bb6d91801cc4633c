import type { StoredObject } from '../../../../lib/domain/kubernetes/object.ts'
import type { ResourceDefinition } from '../resources/definition.ts'
import { inVersion } from '../writes/identity.ts'
import type { Column } from './column.ts'
import { columnsOf } from './columns-of.ts'

export interface TableRequest {
  readonly definition: ResourceDefinition
  readonly now: Date
  /** What each row carries of its object. */
  readonly includeObject: 'Metadata' | 'Object' | 'None'
  readonly apiVersion: string
}

/** meta.k8s.io/v1 Table: what kubectl prints. */
export function tableOf(request: TableRequest, objects: readonly StoredObject[], metadata: object): object {
  const columns = columnsOf(request.definition)
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata,
    columnDefinitions: columns.map(heading),
    rows: objects.map((object) => ({
      cells: columns.map((column) => column.cell(object, request.now)),
      ...included(request, object),
    })),
  }
}

function heading({ name, type, format, description, priority }: Column): object {
  return { name, type, format: format ?? '', description, priority }
}

function included({ includeObject, apiVersion }: TableRequest, object: StoredObject): object {
  switch (includeObject) {
    case 'None':
      return {}
    case 'Object':
      return { object: inVersion(object, apiVersion) }
    case 'Metadata':
      return { object: { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: object.metadata } }
  }
}
