import { refTo, type JsonSchema } from '../schema/json-schema.ts'

export interface PathSubject {
  readonly group: string
  readonly version: string
  readonly plural: string
  readonly kind: string
  readonly namespaced: boolean
  /** Name of the schema of its objects. */
  readonly schema: string
  readonly verbs: readonly ('get' | 'post' | 'put' | 'patch' | 'delete')[]
}

const text: JsonSchema = { type: 'string' }
const queryParameter = (name: string) => ({ name, in: 'query', schema: text })
const pathParameter = (name: string) => ({ name, in: 'path', required: true, schema: text })
const writeParameters = [queryParameter('dryRun'), queryParameter('fieldManager'), queryParameter('fieldValidation')]
const listParameters = ['labelSelector', 'fieldSelector', 'limit', 'continue', 'resourceVersion', 'watch'].map(
  queryParameter,
)

/** The paths of a resource with the parts that clients look for: parameters of writes, and the kind. */
export function resourcePaths(subject: PathSubject): object {
  const { group, version, plural, namespaced } = subject
  const root = group === '' ? `/api/${version}` : `/apis/${group}/${version}`
  const scoped = namespaced ? `${root}/namespaces/{namespace}/${plural}` : `${root}/${plural}`
  const namespace = namespaced ? [pathParameter('namespace')] : []
  const collection = {
    ...only(subject, 'get', operation(subject, 'list', listParameters)),
    ...only(subject, 'post', operation(subject, 'post', writeParameters)),
    parameters: namespace,
  }
  if (!subject.verbs.includes('get')) return { [scoped]: collection }
  return {
    ...(namespaced ? { [`${root}/${plural}`]: { get: operation(subject, 'list', listParameters) } } : {}),
    [scoped]: collection,
    [`${scoped}/{name}`]: {
      get: operation(subject, 'get', []),
      put: operation(subject, 'put', writeParameters),
      patch: operation(subject, 'patch', [...writeParameters, queryParameter('force')]),
      delete: operation(subject, 'delete', [queryParameter('dryRun'), queryParameter('propagationPolicy')]),
      parameters: [pathParameter('name'), ...namespace],
    },
  }
}

function only(subject: PathSubject, verb: 'get' | 'post', value: object): object {
  return subject.verbs.includes(verb) ? { [verb]: value } : {}
}

function operation(subject: PathSubject, action: string, parameters: readonly object[]): object {
  const { group, version, kind, schema } = subject
  const content = { 'application/json': { schema: refTo(schema) } }
  return {
    operationId: `${action}${kind}`,
    parameters,
    responses: { 200: { description: 'OK', content } },
    ...(action === 'post' || action === 'put' ? { requestBody: { content } } : {}),
    'x-kubernetes-action': action,
    'x-kubernetes-group-version-kind': { group, kind, version },
  }
}
