import { describe, expect, test } from 'vitest'
import { anIstioObject } from '../../testing/objects.ts'
import { resourcesOf, reviewsHost, routesOf } from '../../testing/scene.ts'

// Guarantee: a VirtualService's conditions hold in Envoy as they do in Istio.

const subsets = anIstioObject(
  'DestinationRule',
  { name: 'reviews' },
  {
    host: 'reviews',
    subsets: [
      { name: 'v1', labels: { version: 'v1' } },
      { name: 'v2', labels: { version: 'v2' } },
    ],
  },
)
const toV1 = [{ destination: { host: 'reviews', subset: 'v1', port: { number: 9080 } } }]

function routesFor(http: readonly Record<string, unknown>[]) {
  const rule = anIstioObject('VirtualService', { name: 'reviews' }, { hosts: ['reviews'], http })
  return routesOf(resourcesOf([subsets, rule]), '9080', `${reviewsHost}:9080`)
}

describe('match', () => {
  test.each([
    ['nothing', {}, { prefix: '/' }],
    ['exact uri', { uri: { exact: '/a' } }, { path: '/a' }],
    ['prefix', { uri: { prefix: '/a' } }, { prefix: '/a' }],
    ['regex', { uri: { regex: '/a.*' } }, { safe_regex: { regex: '/a.*' } }],
    ['ignore case', { uri: { exact: '/a' }, ignoreUriCase: true }, { path: '/a', case_sensitive: false }],
    [
      'header',
      { headers: { who: { exact: 'me' } } },
      { prefix: '/', headers: [{ name: 'who', string_match: { exact: 'me' } }] },
    ],
    ['header present', { headers: { who: {} } }, { prefix: '/', headers: [{ name: 'who', present_match: true }] }],
    [
      'header any',
      { headers: { who: { regex: '*' } } },
      { prefix: '/', headers: [{ name: 'who', present_match: true }] },
    ],
    [
      'method',
      { method: { exact: 'GET' } },
      { prefix: '/', headers: [{ name: ':method', string_match: { exact: 'GET' } }] },
    ],
    [
      'authority',
      { authority: { prefix: 'a' } },
      { prefix: '/', headers: [{ name: ':authority', string_match: { prefix: 'a' } }] },
    ],
    [
      'scheme',
      { scheme: { exact: 'https' } },
      { prefix: '/', headers: [{ name: ':scheme', string_match: { exact: 'https' } }] },
    ],
    [
      'without header',
      { withoutHeaders: { who: { prefix: 'm' } } },
      {
        prefix: '/',
        headers: [
          { name: 'who', string_match: { prefix: 'm' }, invert_match: true, treat_missing_header_as_empty: true },
        ],
      },
    ],
    [
      'without header at all',
      { withoutHeaders: { who: {} } },
      { prefix: '/', headers: [{ name: 'who', present_match: true, invert_match: true }] },
    ],
    [
      'query',
      { queryParams: { q: { exact: '1' } } },
      { prefix: '/', query_parameters: [{ name: 'q', string_match: { exact: '1' } }] },
    ],
    [
      'query present',
      { queryParams: { q: {} } },
      { prefix: '/', query_parameters: [{ name: 'q', present_match: true }] },
    ],
  ])('%s', (_name, match, expected) => {
    expect(routesFor([{ match: [match], route: toV1 }])[0]?.['match']).toEqual(expected)
  })

  test.each([
    ['labels of the caller', { sourceLabels: { app: 'client' } }, true],
    ['labels of another', { sourceLabels: { app: 'other' } }, false],
    ['namespace of the caller', { sourceNamespace: 'shop' }, true],
    ['another namespace', { sourceNamespace: 'bank' }, false],
    ['the port', { port: 9080 }, true],
    ['another port', { port: 1 }, false],
    ['the mesh', { gateways: ['mesh'] }, true],
    ['a gateway', { gateways: ['gate'] }, false],
    ['gateways turn source labels off', { gateways: ['mesh'], sourceLabels: { app: 'other' } }, true],
  ])('%s is decided for the proxy', (_name, match, applies) => {
    const names = routesFor([{ name: 'rule', match: [match], route: toV1 }]).map(({ name }) => name)
    expect(names).toEqual(applies ? ['rule'] : ['default'])
  })

  test('a rule without conditions ends the list, and names are joined', () => {
    const routes = routesFor([
      { name: 'first', match: [{ name: 'exact', uri: { exact: '/x' } }, { name: 'all' }], route: toV1 },
      { name: 'never', route: toV1 },
    ])
    expect(routes.map(({ name }) => name)).toEqual(['first.exact', 'first.all'])
  })
})
