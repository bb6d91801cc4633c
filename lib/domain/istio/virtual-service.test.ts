import { describe, expect, test } from 'vitest'
import { fieldErrors } from '../kubernetes/field-error.ts'
import { virtualServiceSpec } from './virtual-service.ts'

// Each bad input gives exactly one sentence that names the field, its value and what is allowed.
const route = [{ destination: { host: 'reviews' } }]
const http = (rule: object) => ({ hosts: ['reviews'], http: [rule] })
const sentences = (errors: ReturnType<typeof fieldErrors>) => errors.map((error) => `${error.field}: ${error.message}`)

describe('VirtualService', () => {
  test.each([
    [
      'weighted routes',
      http({
        route: [
          { destination: { host: 'a', subset: 'v1' }, weight: 90 },
          { destination: { host: 'a', subset: 'v2' }, weight: 10 },
        ],
      }),
    ],
    ['one destination with weight 0', http({ route: [{ destination: { host: 'a' }, weight: 0 }] })],
    ['a redirect', http({ redirect: { uri: '/new', redirectCode: 308 } })],
    [
      'a fault, retries and a timeout',
      http({
        route,
        timeout: '1m30s',
        retries: { attempts: 3, perTryTimeout: '250ms', retryOn: '5xx,503' },
        fault: { delay: { fixedDelay: '5s', percentage: { value: 0.1 } } },
      }),
    ],
    ['a delegate root', { hosts: ['a.example'], gateways: ['gw'], http: [{ delegate: { name: 'part' } }] }],
    ['a delegate', { http: [{ route }] }],
    ['every host of a gateway', { hosts: ['*'], gateways: ['bookinfo/gw'], http: [{ route }] }],
    ['tcp and tls', { hosts: ['db'], tcp: [{ route }], tls: [{ match: [{ sniHosts: ['db.example'] }], route }] }],
  ])('%s is valid', (_name, spec) => {
    expect(sentences(fieldErrors(virtualServiceSpec, spec, ['spec']))).toEqual([])
  })

  test.each([
    [
      'a weight of -1',
      http({ route: [{ destination: { host: 'a' }, weight: -1 }] }),
      'spec.http[0].route[0].weight: Invalid value: -1: must be at least 0',
    ],
    [
      'a weight of "abc"',
      http({ route: [{ destination: { host: 'a' }, weight: 'abc' }] }),
      'spec.http[0].route[0].weight: Invalid value: "abc": must be a number',
    ],
    [
      'a weight of 1.5',
      http({ route: [{ destination: { host: 'a' }, weight: 1.5 }] }),
      'spec.http[0].route[0].weight: Invalid value: 1.5: must be an integer',
    ],
    [
      'a port of 70000',
      http({ route: [{ destination: { host: 'a', port: { number: 70_000 } } }] }),
      'spec.http[0].route[0].destination.port.number: Invalid value: 70000: must be at most 65535',
    ],
    [
      'a missing host',
      http({ route: [{ destination: {} }] }),
      'spec.http[0].route[0].destination.host: Required value: must be a string',
    ],
    [
      'a wildcard destination',
      http({ route: [{ destination: { host: '*.a' } }] }),
      'spec.http[0].route[0].destination.host: Invalid value: "*.a": must be a DNS name without a wildcard',
    ],
    [
      'a bad duration',
      http({ route, timeout: '5 seconds' }),
      'spec.http[0].timeout: Invalid value: "5 seconds": must be a duration such as 250ms, 5s or 1m30s',
    ],
    [
      'two kinds of match',
      http({ route, match: [{ uri: { exact: '/a', prefix: '/b' } }] }),
      'spec.http[0].match[0].uri: Invalid value: {"exact":"/a","prefix":"/b"}: must set only one of exact, prefix and regex',
    ],
    [
      'an unknown redirect code',
      http({ redirect: { redirectCode: 309 } }),
      'spec.http[0].redirect.redirectCode: Invalid value: 309: must be one of 301, 302, 303, 307, 308',
    ],
    [
      'a percentage of 101',
      http({ route, mirrorPercentage: { value: 101 } }),
      'spec.http[0].mirrorPercentage.value: Invalid value: 101: must be at most 100',
    ],
    [
      'a rule without effect',
      http({}),
      'spec.http[0].route: Required value: must have a route, redirect, directResponse or delegate',
    ],
    [
      'route and redirect',
      http({ route, redirect: { uri: '/x' } }),
      'spec.http[0].route: Invalid value: [{"destination":{"host":"reviews"}}]: must not be combined with redirect or directResponse',
    ],
    ['no rules', { hosts: ['a'] }, 'spec.http: Required value: must have at least one http, tls or tcp rule'],
    [
      '* without a gateway',
      { hosts: ['*'], http: [{ route }] },
      'spec.hosts[0]: Invalid value: "*": must not be * without a gateway',
    ],
    [
      'a host twice',
      { hosts: ['a', 'a'], http: [{ route }] },
      'spec.hosts[1]: Invalid value: "a": must be listed only once',
    ],
    [
      'a host with a space',
      { hosts: ['a b'], http: [{ route }] },
      'spec.hosts[0]: Invalid value: "a b": must be a DNS name, or a name whose first label is *',
    ],
    ['hosts as a string', { hosts: 'a', http: [{ route }] }, 'spec.hosts: Invalid value: "a": must be a list'],
    [
      'a bad exportTo',
      { hosts: ['a'], exportTo: ['All'], http: [{ route }] },
      'spec.exportTo[0]: Invalid value: "All": must be ".", "*", "~" or a namespace name',
    ],
    [
      'perTryTimeout without attempts',
      http({ route, retries: { attempts: 0, perTryTimeout: '1s' } }),
      'spec.http[0].retries: Invalid value: {"attempts":0,"perTryTimeout":"1s"}: must not set perTryTimeout or retryOn when attempts is 0',
    ],
  ])('%s is refused', (_name, spec, sentence) => {
    expect(sentences(fieldErrors(virtualServiceSpec, spec, ['spec']))).toEqual([sentence])
  })

  test('a total of 0 over several destinations is refused', () => {
    const slices = ['a', 'b'].map((host) => ({ destination: { host }, weight: 0 }))
    expect(sentences(fieldErrors(virtualServiceSpec, http({ route: slices }), ['spec']))).toEqual([
      expect.stringMatching(
        /^spec\.http\[0\]\.route: .*must have a total weight above 0 when there are several destinations$/,
      ),
    ])
  })

  test('all faults are reported, not only the first', () => {
    const spec = http({
      route: [
        { destination: { host: 'a' }, weight: -1 },
        { destination: { host: 'b', subset: '' }, weight: -2 },
      ],
    })
    expect(fieldErrors(virtualServiceSpec, spec, ['spec']).map((error) => error.field)).toEqual([
      'spec.http[0].route[0].weight',
      'spec.http[0].route[1].destination.subset',
      'spec.http[0].route[1].weight',
    ])
  })
})
