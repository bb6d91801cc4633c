import { describe, expect, test } from 'vitest'
import { outputForm } from './accept.ts'
import { parseRequestPath, verbOf } from './request-info.ts'

const nothing = { namespace: undefined, name: undefined, subresource: undefined }
/** `GROUP VERSION PLURAL`, the core group as `-`. */
const at = (place: string, rest: object = {}) => {
  const [group, version, plural] = place.split(' ')
  return { type: 'resource', group: group === '-' ? '' : group, version, plural, ...nothing, ...rest }
}

describe('paths', () => {
  test.each([
    ['/api/v1/pods', at('- v1 pods')],
    ['/api/v1/namespaces', at('- v1 namespaces')],
    ['/api/v1/namespaces/a', at('- v1 namespaces', { name: 'a' })],
    ['/api/v1/namespaces/a/status', at('- v1 namespaces', { name: 'a', subresource: 'status' })],
    ['/api/v1/namespaces/a/finalize', at('- v1 namespaces', { name: 'a', subresource: 'finalize' })],
    ['/api/v1/namespaces/a/pods', at('- v1 pods', { namespace: 'a' })],
    ['/api/v1/namespaces/a/pods/p/log', at('- v1 pods', { namespace: 'a', name: 'p', subresource: 'log' })],
    [
      '/apis/apps/v1/namespaces/a/deployments/d/scale',
      at('apps v1 deployments', { namespace: 'a', name: 'd', subresource: 'scale' }),
    ],
    [
      '/apis/rbac.authorization.k8s.io/v1/clusterroles/system%3Abasic-user',
      at('rbac.authorization.k8s.io v1 clusterroles', { name: 'system:basic-user' }),
    ],
    ['/apis/apps/v1', { type: 'path', path: '/apis/apps/v1' }],
    ['/api', { type: 'path', path: '/api' }],
    ['/healthz', { type: 'path', path: '/healthz' }],
    ['/api/v1/namespaces/a/pods/p/log/extra', { type: 'path', path: '/api/v1/namespaces/a/pods/p/log/extra' }],
  ])('%s', (path, expected) => {
    expect(parseRequestPath(path)).toEqual(expected)
  })
})

test.each([
  ['GET', true, false, 'get'],
  ['GET', false, false, 'list'],
  ['GET', false, true, 'watch'],
  ['POST', false, false, 'create'],
  ['PATCH', true, false, 'patch'],
  ['DELETE', false, false, 'deletecollection'],
  ['DELETE', true, false, 'delete'],
  ['TRACE', true, false, undefined],
] as const)('%s (name: %s, watch: %s) is %s', (...[method, hasName, isWatch, verb]) => {
  expect(verbOf(method, hasName, isWatch)).toBe(verb)
})

test.each([
  ['application/json;as=Table;v=v1;g=meta.k8s.io,application/json', 'table'],
  ['application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json', 'object'],
  [
    'application/vnd.kubernetes.protobuf;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1',
    'metadata',
  ],
  ['application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json', 'discovery'],
  ['application/vnd.kubernetes.protobuf,application/json', 'object'],
  [undefined, 'object'],
])('Accept %s gives %s', (accept, form) => {
  expect(outputForm(accept).type).toBe(form)
})
