import { describe, expect, it } from 'vitest'
import { destinationName, findRule, fullHost, rulesOf, sameDestination } from './rules.ts'
import { virtualServiceSchema } from './virtual-service.ts'

const reviews = virtualServiceSchema.parse({
  kind: 'VirtualService',
  metadata: { name: 'reviews', namespace: 'bookinfo', resourceVersion: '7' },
  spec: {
    hosts: ['reviews'],
    http: [
      {
        name: 'testers',
        match: [{ headers: { 'end-user': { exact: 'qa' } }, method: { exact: 'GET' } }],
        route: [{ destination: { host: 'reviews', subset: 'v3' } }],
      },
      {
        route: [
          { destination: { host: 'reviews', subset: 'v1' }, weight: 9 },
          { destination: { host: 'reviews', subset: 'v2' }, weight: 1 },
        ],
      },
      { match: [{ uri: { prefix: '/old' } }], redirect: { uri: '/new' } },
    ],
    tls: [
      { match: [{ port: 443, sniHosts: ['a.example', 'b.example'] }], route: [{ destination: { host: 'a.example' } }] },
    ],
    tcp: [{ match: [{ port: 9080 }], route: [{ destination: { host: 'reviews' }, weight: 3 }] }],
  },
})
const rules = rulesOf(reviews)

describe('rules of a VirtualService', () => {
  it('R11 lists http, tls and tcp rules in match order with their words', () => {
    expect(rules.map((rule) => [rule.reference, rule.match])).toEqual([
      ['testers', ['method exact "GET" and header end-user exact "qa"']],
      ['http/1', []],
      ['http/2', ['path prefix "/old"']],
      ['tls/0', ['server name a.example or b.example and port 443']],
      ['tcp/0', ['port 9080']],
    ])
    expect(rules[2]?.action).toEqual({ type: 'redirect', to: '/new' })
  })

  it('R2 R3 reads totals as they are and a single destination as everything', () => {
    expect(rules[1]?.total).toBe(10)
    expect(rules[0]?.slices).toMatchObject([{ weight: null, effective: 100 }])
    expect(rules[4]?.slices).toMatchObject([{ weight: 3, effective: 100 }])
  })

  it.each([
    ['testers', 'testers'],
    ['1', 'http/1'],
    [1, 'http/1'],
    ['tcp/0', 'tcp/0'],
    [4, 'tcp/0'],
    ['http/9', null],
    [9, null],
    ['-1', null],
    ['nobody', null],
  ])('R12 finds the rule %j', (wanted, expected) => {
    expect(findRule(rules, wanted)?.reference ?? null).toBe(expected)
  })
})

describe('destinations', () => {
  it.each([
    ['reviews', 'reviews.bookinfo.svc.cluster.local'],
    ['reviews.shop.svc.cluster.local', 'reviews.shop.svc.cluster.local'],
    ['reviews.shop.svc', 'reviews.shop.svc.cluster.local'],
    ['api.example.com', 'api.example.com'],
  ])('R10 completes the host %s', (host, expected) => {
    expect(fullHost(host, 'bookinfo')).toBe(expected)
  })

  it('R13 are the same by host and subset, by port only where both name one', () => {
    const plain = { host: 'reviews', subset: 'v1' }
    const port = { ...plain, port: { number: 9080 } }
    expect(sameDestination(plain, port)).toBe(true)
    expect(sameDestination({ ...plain, port: { number: 80 } }, port)).toBe(false)
    expect(sameDestination(plain, { host: 'reviews' })).toBe(false)
    expect(destinationName(port)).toBe('reviews v1:9080')
  })
})
