import { describe, expect, it } from 'vitest'
import { checkers, findingsOf } from './checkers.ts'
import { referencesOf, referrersOf } from './references.ts'
import { schemaFaults } from './schema-faults.ts'
import { subjectOf, worldOf, type Holdings } from './world.ts'

const meta = (name: string, more: object = {}) => ({ metadata: { namespace: 'shop', name, ...more } })
const service = (name: string, more: object = {}) => ({ ...meta(name, more), spec: { selector: { app: name } } })
const pod = (name: string, labels: object, ready = true) => ({
  ...meta(name, { labels }),
  status: { conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] },
})
const cluster: Holdings = {
  services: [
    service('cart'),
    service('private', { namespace: 'bank', annotations: { 'networking.istio.io/exportTo': '.' } }),
  ],
  pods: [
    pod('cart-1', { app: 'cart', version: 'v1' }),
    pod('cart-2', { app: 'cart', version: 'v2' }, false),
    pod('private-1', { app: 'private' }),
  ],
  destinationRules: [
    {
      ...meta('cart'),
      spec: { host: 'cart', subsets: ['v1', 'v2'].map((name) => ({ name, labels: { version: name } })) },
    },
  ],
  serviceEntries: [{ ...meta('out'), spec: { hosts: ['out.example', '*.wild.example'] } }],
  virtualServices: [],
  gateways: [meta('front')],
}

type Routes = readonly { host: string; subset?: string; weight?: number }[]
const route = (routes: Routes, spec: object = {}) => ({
  ...meta('cart'),
  spec: {
    hosts: ['cart'],
    http: [
      {
        route: routes.map(({ weight, ...destination }) => ({
          destination,
          ...(weight === undefined ? {} : { weight }),
        })),
      },
    ],
    ...spec,
  },
})
const found = (kind: string, object: unknown, world: Partial<Holdings> = {}) => {
  const subject = subjectOf(kind, object)
  return subject === null ? [] : findingsOf(subject, worldOf({ ...cluster, ...world }))
}
const codes = (...given: Parameters<typeof found>) => found(...given).map(({ code, path }) => `${code} ${path}`)

describe('the checks of references', () => {
  it.each([
    [
      'nothing wrong',
      route([
        { host: 'cart', subset: 'v1' },
        { host: 'out.example', weight: 0 },
      ]),
      [],
    ],
    ['H101 an unknown host', route([{ host: 'carts' }]), ['H101 spec.http[0].route[0].destination.host']],
    [
      'H102 an unknown gateway',
      route([{ host: 'cart' }], { gateways: ['mesh', 'front', 'bank/front'] }),
      ['H102 spec.gateways[2]'],
    ],
    [
      'H103 a missing subset',
      route([{ host: 'cart', subset: 'v9' }]),
      ['H103 spec.http[0].route[0].destination.subset'],
    ],
    [
      'H104 a subset without a ready pod',
      route([{ host: 'cart', subset: 'v2' }]),
      ['H104 spec.http[0].route[0].destination'],
    ],
    [
      'H105 weights that add up to 0',
      route([
        { host: 'cart', weight: 0 },
        { host: 'out.example', weight: 0 },
      ]),
      ['H105 spec.http[0].route'],
    ],
    [
      'H106 a Service that is not exported',
      route([{ host: 'private.bank.svc.cluster.local' }]),
      ['H106 spec.http[0].route[0].destination.host'],
    ],
  ])('find %s', (_, object, expected) => {
    const ready = object.spec.http[0]?.route.some(({ destination }) => destination.host.startsWith('private'))
    const pods = ready
      ? [{ ...pod('p', { app: 'private' }), metadata: { namespace: 'bank', name: 'p', labels: { app: 'private' } } }]
      : []
    expect(codes('VirtualService', object, { pods: [...cluster.pods, ...pods] })).toEqual(expected)
  })

  it('H106 find a DestinationRule that keeps its subsets to its own namespace', () => {
    const hidden = {
      metadata: { namespace: 'bank', name: 'cart' },
      spec: {
        host: 'cart.shop.svc.cluster.local',
        exportTo: ['.'],
        subsets: [{ name: 'v1', labels: { version: 'v1' } }],
      },
    }
    const object = route([{ host: 'cart', subset: 'v1' }])
    expect(codes('VirtualService', object, { destinationRules: [hidden] })).toEqual([
      'H106 spec.http[0].route[0].destination.subset',
    ])
  })

  it('H107 find two VirtualServices of one host, but not one that is for a gateway only', () => {
    const other = { ...route([{ host: 'cart' }]), ...meta('other') }
    const atGateway = { ...other, spec: { ...other.spec, gateways: ['front'] } }
    const object = route([{ host: 'cart', subset: 'v1' }])
    expect(codes('VirtualService', object, { virtualServices: [object, other] })).toEqual(['H107 spec.hosts[0]'])
    expect(codes('VirtualService', object, { virtualServices: [object, atGateway] })).toEqual([])
  })

  it.each([
    ['H201 a rule without host', { ...meta('x'), spec: { host: 'nobody' } }, ['H201 spec.host']],
    [
      'H202 a subset without pods',
      {
        ...meta('x'),
        spec: {
          host: 'cart',
          subsets: [
            { name: 'v1', labels: { version: 'v1' } },
            { name: 'v7', labels: { version: 'v7' } },
          ],
        },
      },
      ['H202 spec.subsets[1].labels'],
    ],
    ['a rule for many hosts', { ...meta('x'), spec: { host: '*.example' } }, []],
  ])('find %s', (_, object, expected) => expect(codes('DestinationRule', object)).toEqual(expected))

  it('have unique codes and say a whole sentence with the value', () => {
    expect(new Set(checkers.map(({ code }) => code)).size).toBe(checkers.length)
    const [finding] = found('VirtualService', route([{ host: 'carts' }]))
    expect(finding).toMatchObject({ severity: 'error', aliases: ['IST0101', 'KIA1101'] })
    expect(finding?.message).toBe(
      'No Service or ServiceEntry has the host carts.shop.svc.cluster.local: requests sent there get 503.',
    )
  })

  it.each([null, 7, {}, { metadata: { name: 'x', namespace: 'shop' }, spec: { http: 'no list' } }])(
    'say nothing of what is no such object: %j',
    (object) => expect(found('VirtualService', object)).toEqual([]),
  )
})

describe('references', () => {
  const world = () =>
    worldOf({ ...cluster, virtualServices: [route([{ host: 'cart', subset: 'v1' }], { gateways: ['front'] })] })
  const names = (references: readonly { kind: string; name: string }[]) =>
    references.map(({ kind, name }) => `${kind} ${name}`)

  it('are found both ways, each object once', () => {
    const [subject] = world().virtualServices
    if (!subject) throw new Error('no VirtualService')
    expect(names(referencesOf(subject, world()))).toEqual(['Gateway front', 'Service cart', 'DestinationRule cart'])
    for (const kind of ['Gateway', 'Service', 'DestinationRule']) {
      const name = kind === 'Gateway' ? 'front' : 'cart'
      expect(names(referrersOf({ kind, namespace: 'shop', name }, world()))).toEqual(['VirtualService cart'])
    }
    expect(referrersOf({ kind: 'Gateway', namespace: 'bank', name: 'front' }, world())).toEqual([])
  })
})

describe('the schema', () => {
  it('names the path of every fault, and nothing of a kind it does not know', () => {
    const faults = schemaFaults('VirtualService', { spec: { hosts: ['a'], http: [{ timeout: 'soon', route: [] }] } })
    expect(faults.map(({ path }) => path.join('.'))).toContain('spec.http.0.timeout')
    expect(
      schemaFaults('VirtualService', {
        spec: { hosts: ['a'], http: [{ route: [{ destination: { host: 'a' }, weight: '9x' }] }] },
      }),
    ).toEqual([{ path: ['spec', 'http', 0, 'route', 0, 'weight'], message: 'must be a number, not text' }])
    expect(schemaFaults('EnvoyFilter', { spec: { anything: true } })).toEqual([])
  })
})
