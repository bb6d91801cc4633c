import {
  matchesLabels,
  parseLabelSelector,
  type LabelRequirement,
} from '../../../../lib/domain/kubernetes/label-selector.ts'
import type { StoredObject } from '../../../../lib/domain/kubernetes/object.ts'
import { ApiError } from '../api-error.ts'
import { matchesFields, parseFieldSelector } from '../field-selector.ts'
import type { ListQuery, ResourceName } from '../store.ts'

/**
 * The test that a query puts to each object of a resource.
 * @throws ApiError BadRequest for a selector that is not understood
 */
export function compileQuery(resource: ResourceName, query: ListQuery): (object: StoredObject) => boolean {
  const labels = labelRequirements(query.labelSelector ?? '')
  const fields = parseFieldSelector(resource, query.fieldSelector ?? '')
  return (object) =>
    (query.namespace === undefined || object.metadata.namespace === query.namespace) &&
    matchesLabels(labels, object.metadata.labels) &&
    matchesFields(fields, object)
}

function labelRequirements(text: string): LabelRequirement[] {
  try {
    return parseLabelSelector(text)
  } catch (error) {
    throw new ApiError('BadRequest', error instanceof Error ? error.message : String(error))
  }
}
