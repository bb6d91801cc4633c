import { describe, expect, test } from 'vitest'
import { applyingRules, type RuledEdge } from './applying-rules.ts'
import { routeShare } from './route-share.ts'
import { requiredTls, sentTls } from './tls-rules.ts'

const object = (kind: string, name: string, spec: unknown) => ({
  apiVersion: 'x',
  kind,
  metadata: { name, namespace: 'shop' },
  spec,
})
const within = (namespace: string, made: ReturnType<typeof object>) => ({
  ...made,
  metadata: { ...made.metadata, namespace },
})
const edge: RuledEdge = {
  service: 'shop/cart',
  callee: { namespace: 'shop', labels: { app: 'cart', version: 'v2' } },
  callerLabels: { app: 'front' },
  callerNamespace: 'shop',
  fromGateway: false,
}
const route = (...weights: readonly [string, number][]) =>
  weights.map(([subset, weight]) => ({ destination: { host: 'cart', subset }, weight }))
const subsets = object('DestinationRule', 'cart', {
  host: 'cart',
  trafficPolicy: { tls: { mode: 'ISTIO_MUTUAL' } },
  subsets: [
    { name: 'v1', labels: { version: 'v1' }, trafficPolicy: { outlierDetection: {} } },
    { name: 'v2', labels: { version: 'v2' }, trafficPolicy: { connectionPool: {} } },
  ],
})
const rulesFor = (http: readonly unknown[], different: Partial<RuledEdge> = {}, gateways?: readonly string[]) =>
  applyingRules(
    { ...edge, ...different },
    { routing: [object('VirtualService', 'cart', { hosts: ['cart'], gateways, http })], authorizationPolicies: [] },
  )

describe('E10: rules that have a say', () => {
  test('are the routes to the service, with what they do', () => {
    expect(
      rulesFor([
        {
          match: [{ headers: { user: { exact: 'qa' } } }],
          route: route(['v2', 100]),
          timeout: '2s',
          retries: { attempts: 0 },
        },
        { name: 'main', route: route(['v1', 90], ['v2', 10]) },
        { route: [{ destination: { host: 'mail' } }] },
      ]),
    ).toMatchObject([
      { rule: 'http/0', certainty: 'may-apply', action: '100 % to cart v2; timeout 2s; no retries' },
      { rule: 'main', certainty: 'applies', action: '90 % to cart v1, 10 % to cart v2' },
    ])
  })
  test('of gateways are not those of sidecars', () => {
    const http = [{ route: route(['v1', 1]) }]
    expect(rulesFor(http, {}, ['public'])).toEqual([])
    expect(rulesFor(http, { fromGateway: true })).toEqual([])
    expect(rulesFor(http, { fromGateway: true }, ['public'])).toHaveLength(1)
    expect(rulesFor(http, {}, ['public', 'mesh'])).toHaveLength(1)
  })
  test('for other callers are left out', () => {
    expect(rulesFor([{ match: [{ sourceLabels: { app: 'other' } }], route: route(['v1', 1]) }])).toEqual([])
    expect(rulesFor([{ match: [{ sourceNamespace: 'back' }], route: route(['v1', 1]) }])).toEqual([])
    expect(rulesFor([{ match: [{ sourceLabels: { app: 'front' } }], route: route(['v1', 1]) }])).toHaveLength(1)
  })
  test('include traffic policies of the callee’s subset and policies that pick its pods', () => {
    const found = applyingRules(edge, {
      routing: [subsets],
      authorizationPolicies: [
        object('AuthorizationPolicy', 'cart-only', { selector: { matchLabels: { app: 'cart' } }, rules: [{}] }),
        object('AuthorizationPolicy', 'mail-only', { selector: { matchLabels: { app: 'mail' } }, rules: [{}] }),
        object('AuthorizationPolicy', 'nothing', {}),
        within('back', object('AuthorizationPolicy', 'elsewhere', {})),
      ],
    })
    expect(found.map(({ object: { name }, rule, action }) => [name, rule, action])).toEqual([
      ['cart', null, 'TLS ISTIO_MUTUAL'],
      ['cart', 'v2', 'limits connections or requests'],
      ['cart-only', null, 'ALLOW by 1 rule'],
      ['nothing', null, 'allows nothing'],
    ])
  })
})

describe('E3: what routes give a callee', () => {
  const shareOf = (...weights: readonly [string, number][]) =>
    routeShare(
      [object('VirtualService', 'cart', { hosts: ['cart'], http: [{ route: route(...weights) }] }), subsets],
      edge,
    )?.share
  test.each<[readonly [string, number][], number]>([
    [[['v1', 100]], 0],
    [
      [
        ['v1', 90],
        ['v2', 10],
      ],
      0.1,
    ],
    [
      [
        ['v1', 100],
        ['v2', 0],
      ],
      0,
    ],
  ])('%j is %d', (weights, share) => {
    expect(shareOf(...weights)).toBe(share)
  })
  test('is unknown where no rule tells versions apart', () => {
    expect(routeShare([], edge)).toBeNull()
    const plain = object('VirtualService', 'cart', {
      hosts: ['cart'],
      http: [{ route: [{ destination: { host: 'cart' } }] }],
    })
    expect(routeShare([plain, subsets], edge)).toBeNull()
  })
})

describe('E9: encryption by configuration', () => {
  const policy = (name: string, spec: unknown) => object('PeerAuthentication', name, spec)
  const callee = { namespace: 'shop', labels: { app: 'cart' } }
  test('is what the narrowest PeerAuthentication says', () => {
    const mesh = within('istio-system', policy('mesh', { mtls: { mode: 'STRICT' } }))
    const namespace = policy('all', { mtls: { mode: 'PERMISSIVE' } })
    const own = policy('own', { selector: { matchLabels: { app: 'cart' } }, mtls: { mode: 'DISABLE' } })
    const other = policy('other', { selector: { matchLabels: { app: 'mail' } }, mtls: { mode: 'STRICT' } })
    expect(requiredTls([mesh, namespace, own, other], callee)?.mode).toBe('DISABLE')
    expect(requiredTls([mesh, namespace, other], callee)?.mode).toBe('PERMISSIVE')
    expect(requiredTls([mesh, other], callee)).toMatchObject({ mode: 'STRICT', object: { name: 'mesh' } })
    expect(requiredTls([other, policy('unset', { mtls: { mode: 'UNSET' } })], callee)).toBeNull()
  })
  test('of a caller is what the DestinationRule says', () => {
    expect(sentTls([object('DestinationRule', 'none', {}), subsets])?.mode).toBe('ISTIO_MUTUAL')
    expect(sentTls([])).toBeNull()
  })
})
