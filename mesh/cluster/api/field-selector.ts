import { valueAt } from '../../../lib/domain/kubernetes/json.ts'
import { ApiError } from './api-error.ts'

export interface FieldRequirement {
  readonly path: string
  readonly equal: boolean
  readonly value: string
}

const common = ['metadata.name', 'metadata.namespace']
const perResource: Readonly<Record<string, readonly string[]>> = {
  pods: ['status.phase', 'spec.nodeName', 'spec.restartPolicy', 'spec.serviceAccountName', 'status.podIP'],
  events: [
    ...['kind', 'namespace', 'name', 'uid', 'apiVersion', 'resourceVersion', 'fieldPath'].map(
      (field) => `involvedObject.${field}`,
    ),
    'reason',
    'reportingComponent',
    'source',
    'type',
  ],
  namespaces: ['status.phase'],
  nodes: ['spec.unschedulable'],
  secrets: ['type'],
  services: ['spec.clusterIP', 'spec.type'],
  'replicasets.apps': ['status.replicas'],
}

/**
 * Parses `metadata.name=x,status.phase!=Failed` for one resource.
 * @throws ApiError BadRequest naming a field that can't be selected on
 */
export function parseFieldSelector(resource: string, text: string): FieldRequirement[] {
  if (text.trim() === '') return []
  const allowed = [...common, ...(perResource[resource] ?? [])]
  return text.split(',').map((part) => {
    const match = /^([\w.]+)(!=|==|=)(.*)$/.exec(part.trim())
    if (match === null)
      throw new ApiError('BadRequest', `field selector: "${part}" is not understood; use FIELD=VALUE or FIELD!=VALUE`)
    const [, path = '', operator, value = ''] = match
    if (!allowed.includes(path))
      throw new ApiError(
        'BadRequest',
        `field selector: "${path}" is not supported for ${resource}; supported fields: ${allowed.join(', ')}`,
      )
    return { path, equal: operator !== '!=', value }
  })
}

/** Whether an object satisfies every requirement; a missing field is the empty string. */
export function matchesFields(requirements: readonly FieldRequirement[], object: unknown): boolean {
  return requirements.every(({ path, equal, value }) => {
    const actual = valueAt(object, ...path.split('.'))
    return (scalarText(actual) === value) === equal
  })
}

function scalarText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}
