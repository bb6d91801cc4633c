import { configMap, pod, virtualService } from './objects.ts'

export interface Call {
  readonly call: string
  readonly body?: unknown
  /** Sent as it is instead of `body`. */
  readonly text?: string
  readonly type?: string
}

export interface BadRequest extends Call {
  readonly what: string
  readonly code: number
  readonly sentence: string
}

const maps = '/api/v1/namespaces/default/configmaps'
const routes = '/apis/networking.istio.io/v1/namespaces/default/virtualservices'
const patchType = 'application/json-patch+json'

/** Requests that must be refused, with a part of the sentence that says why. */
export const badRequests: readonly BadRequest[] = [
  {
    what: 'malformed JSON',
    call: `POST ${maps}`,
    text: '{"kind":',
    code: 400,
    sentence: 'the body is not valid JSON',
  },
  {
    what: 'malformed YAML',
    call: `POST ${maps}`,
    text: 'a: [',
    type: 'application/yaml',
    code: 400,
    sentence: 'the body is not valid YAML',
  },
  { what: 'no body', call: `POST ${maps}`, code: 400, sentence: 'the body must be a ConfigMap object' },
  {
    what: 'a list as body',
    call: `POST ${maps}`,
    body: [],
    code: 400,
    sentence: 'the body must be a ConfigMap object',
  },
  {
    what: 'null as body',
    call: `POST ${maps}`,
    body: null,
    code: 400,
    sentence: 'the body must be a ConfigMap object',
  },
  {
    what: 'another kind',
    call: `POST ${maps}`,
    body: pod('x'),
    code: 400,
    sentence: 'kind is "Pod", but this address takes ConfigMap',
  },
  {
    what: 'another version',
    call: `POST ${routes}`,
    body: { ...virtualService('x', [{ host: 'a' }]), apiVersion: 'networking.istio.io/v9' },
    code: 400,
    sentence: 'apiVersion is "networking.istio.io/v9", but this address takes networking.istio.io/v1',
  },
  {
    what: 'metadata as text',
    call: `POST ${maps}`,
    body: { metadata: 'x' },
    code: 422,
    sentence: 'metadata: Invalid value: "x": must be an object',
  },
  {
    what: 'labels as a list',
    call: `POST ${maps}`,
    body: { metadata: { name: 'x', labels: ['a'] } },
    code: 422,
    sentence: 'metadata.labels: Invalid value: ["a"]: must be',
  },
  {
    what: 'data that is no text',
    call: `POST ${maps}`,
    body: { metadata: { name: 'x' }, data: { a: 1 } },
    code: 422,
    sentence: 'data.a: Invalid value: 1: must be a string',
  },
  {
    what: 'spec as text',
    call: `POST ${routes}`,
    body: { metadata: { name: 'x' }, spec: 'y' },
    code: 422,
    sentence: 'spec: Invalid value: "y": must be an object',
  },
  {
    what: 'no spec',
    call: `POST ${routes}`,
    body: { metadata: { name: 'x' } },
    code: 422,
    sentence: 'spec: Required value',
  },
  {
    what: 'another namespace',
    call: `POST ${maps}`,
    body: { metadata: { name: 'x', namespace: 'other' } },
    code: 400,
    sentence: 'metadata.namespace is "other", but the URL names "default"',
  },
  {
    what: 'another name',
    call: `PUT ${maps}/here`,
    body: configMap('there'),
    code: 400,
    sentence: 'metadata.name is "there", but the URL names "here"',
  },
  {
    what: 'an object that is not there',
    call: `PUT ${maps}/gone`,
    body: configMap('gone'),
    code: 404,
    sentence: 'configmaps "gone" not found',
  },
  {
    what: 'an unknown path',
    call: 'GET /nowhere',
    code: 404,
    sentence: 'the server could not find the requested resource: /nowhere',
  },
  {
    what: 'an unknown resource',
    call: 'GET /apis/example.dev/v1/looms',
    code: 404,
    sentence: 'could not find the requested resource',
  },
  {
    what: 'an unknown subresource',
    call: `GET ${maps}/here/status`,
    code: 404,
    sentence: 'configmaps has no subresource "status"',
  },
  {
    what: 'a method on a collection',
    call: `PUT ${maps}`,
    body: {},
    code: 405,
    sentence: 'PUT is not allowed on configmaps',
  },
  {
    what: 'a method on a path',
    call: 'POST /version',
    body: {},
    code: 405,
    sentence: 'POST is not allowed on /version',
  },
  {
    what: 'a patch of an unknown type',
    call: `PATCH ${maps}/here`,
    body: {},
    code: 415,
    sentence: 'Content-Type is "application/json": must be application/json-patch+json',
  },
  {
    what: 'server-side apply',
    call: `PATCH ${maps}/here`,
    text: 'a: b',
    type: 'application/apply-patch+yaml',
    code: 415,
    sentence: 'server-side apply is not offered',
  },
  {
    what: 'a strategic patch of a custom kind',
    call: `PATCH ${routes}/here`,
    body: {},
    type: 'application/strategic-merge-patch+json',
    code: 415,
    sentence: 'strategic merge patch is not defined for VirtualService',
  },
  {
    what: 'a JSON Patch that is no list',
    call: `PATCH ${maps}/here`,
    body: {},
    type: patchType,
    code: 400,
    sentence: 'the JSON Patch is malformed: patch: Invalid value: {}: must be a list',
  },
  {
    what: 'an unknown operation',
    call: `PATCH ${maps}/here`,
    body: [{ op: 'swap', path: '/a' }],
    type: patchType,
    code: 400,
    sentence: 'the JSON Patch is malformed: patch[0]',
  },
  {
    what: 'a failing test',
    call: `PATCH ${maps}/here`,
    body: [{ op: 'test', path: '/data/v', value: '2' }],
    type: patchType,
    code: 422,
    sentence: 'test of /data/v failed: the value is "1", not "2"',
  },
  {
    what: 'a patch that changes the kind',
    call: `PATCH ${maps}/here`,
    body: { kind: 'Secret' },
    type: 'application/merge-patch+json',
    code: 400,
    sentence: 'kind is "Secret", but this address takes ConfigMap',
  },
  {
    what: 'a patch to nothing',
    call: `PATCH ${maps}/here`,
    body: 5,
    type: 'application/merge-patch+json',
    code: 400,
    sentence: 'the body must be a ConfigMap object',
  },
  {
    what: 'dryRun=Some',
    call: `POST ${maps}?dryRun=Some`,
    body: configMap('x'),
    code: 400,
    sentence: 'dryRun is "Some": must be All',
  },
  {
    what: 'fieldValidation=Maybe',
    call: `POST ${maps}?fieldValidation=Maybe`,
    body: configMap('x'),
    code: 400,
    sentence: 'fieldValidation is "Maybe": must be Strict, Warn or Ignore',
  },
  {
    what: 'limit=-1',
    call: `GET ${maps}?limit=-1`,
    code: 400,
    sentence: 'limit is "-1": must be a whole number from 0',
  },
  {
    what: 'an old continue token',
    call: `GET ${maps}?continue=abc`,
    code: 410,
    sentence: 'continue parameter is too old',
  },
  {
    what: 'a label selector',
    call: `GET ${maps}?labelSelector=a%20b`,
    code: 400,
    sentence: 'label selector: "a b" is not understood',
  },
  {
    what: 'a field selector',
    call: `GET ${maps}?fieldSelector=data.v%3D1`,
    code: 400,
    sentence: '"data.v" is not supported for configmaps',
  },
  {
    what: 'timeoutSeconds=soon',
    call: `GET ${maps}?watch=1&timeoutSeconds=soon`,
    code: 400,
    sentence: 'timeoutSeconds is "soon"',
  },
  {
    what: 'delete options',
    call: `DELETE ${maps}/here`,
    body: { propagationPolicy: 'Sideways' },
    code: 400,
    sentence: 'DeleteOptions: propagationPolicy',
  },
  {
    what: 'gracePeriodSeconds=-1',
    call: `DELETE ${maps}/here?gracePeriodSeconds=-1`,
    code: 400,
    sentence: 'gracePeriodSeconds',
  },
  {
    what: 'a scale of text',
    call: 'PATCH /apis/apps/v1/namespaces/default/deployments/none/scale',
    body: {},
    type: 'application/merge-patch+json',
    code: 404,
    sentence: 'deployments.apps "none" not found',
  },
  {
    what: 'a token of 1 second',
    call: 'POST /api/v1/namespaces/default/serviceaccounts/sa/token',
    body: { spec: { expirationSeconds: 1 } },
    code: 422,
    sentence: 'spec.expirationSeconds: Invalid value: 1: must be at least 600',
  },
  {
    what: 'a review without a question',
    call: 'POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
    body: { spec: {} },
    code: 422,
    sentence: 'exactly one of resourceAttributes and nonResourceAttributes',
  },
  {
    what: 'a token review without a token',
    call: 'POST /apis/authentication.k8s.io/v1/tokenreviews',
    body: { spec: {} },
    code: 422,
    sentence: 'spec.token: Required value',
  },
  {
    what: 'protobuf that is none',
    call: `POST ${maps}`,
    text: 'hello',
    type: 'application/vnd.kubernetes.protobuf',
    code: 400,
    sentence: 'does not begin like a protobuf object of Kubernetes',
  },
  {
    what: 'a body of 4 MiB',
    call: `POST ${maps}`,
    body: configMap('x', { a: 'x'.repeat(4 * 1024 * 1024) }),
    code: 413,
    sentence: 'the body is larger than 3145728 bytes',
  },
  { what: 'a field with a NUL in its path', call: `GET ${maps}/%00`, code: 404, sentence: 'not found' },
]
