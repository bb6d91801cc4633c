import { beforeEach, describe, expect, test } from 'vitest'
import { parseNodeId } from '../registry/proxy.ts'
import type { DiscoveryResponse } from './discovery-wire.ts'
import { ProxyStream, type Desired } from './proxy-stream.ts'
import type { ResourceSet } from './subscription.ts'
import { typeUrl, typeOfUrl, xdsTypes, type XdsType } from './type-urls.ts'

// Guarantee: a proxy is sent what differs and nothing else, in an order in which no request meets a missing piece; a refusal
// keeps the last good state and is not repeated.

const claim = parseNodeId('sidecar~127.204.1.1~client.shop~shop.svc.cluster.local') ?? expect.fail('no claim')

let now = 0
let sent: DiscoveryResponse[]
let rejections: string[]
let stream: ProxyStream

beforeEach(() => {
  now = 1_000
  sent = []
  rejections = []
  stream = new ProxyStream(claim, true, {
    now: () => now,
    send: (response) => sent.push(response),
    acked: () => undefined,
    rejected: (_type, _sent, message) => rejections.push(message),
  })
})

/** Resources whose content is written as `NAME=CONTENT`. */
function set(...items: string[]): ResourceSet {
  return new Map(
    items.map((item) => {
      const [name = '', content = ''] = item.split('=')
      return [name, { name, hash: content, bytes: Buffer.from(item) }] as const
    }),
  )
}
function desired(generation: number, resources: Partial<Record<XdsType, ResourceSet>>): Desired {
  const none: ResourceSet = new Map()
  return { generation, resources: { cds: none, eds: none, lds: none, rds: none, sds: none, ...resources } }
}
const message = (type: XdsType, names: string[], nonce: string) => ({
  typeUrl: typeUrl(type),
  resourceNames: names,
  versionInfo: '',
  responseNonce: nonce,
})
const request = (type: XdsType, names: string[] = [], nonce = '') => stream.handle(type, message(type, names, nonce))
const refuse = (type: XdsType, nonce: string, errorMessage: string) =>
  stream.handle(type, { ...message(type, [...(stream.subscription(type)?.names ?? [])], nonce), errorMessage })
const log = () =>
  sent.map(
    ({ typeUrl: url, resources }) =>
      `${typeOfUrl(url)} ${resources.map((bytes) => Buffer.from(bytes).toString()).join(' ')}`,
  )
const lastNonce = (type: XdsType) => sent.filter(({ typeUrl: url }) => url === typeUrl(type)).at(-1)?.nonce ?? ''
/** Answers everything that is on its way with ACK. */
function ackAll(names: Partial<Record<XdsType, string[]>> = {}) {
  for (const type of xdsTypes)
    if (stream.subscription(type)?.inFlight.length)
      request(type, names[type] ?? [...(stream.subscription(type)?.names ?? [])], lastNonce(type))
}

test('nothing is sent for types that were not asked for, and a first request is answered', () => {
  stream.push(desired(1, { cds: set('a=1'), rds: set('80=1') }))
  expect(log()).toEqual([])
  request('cds')
  expect(log()).toEqual(['cds a=1'])
})

test('a push sends only the types that differ', () => {
  request('cds')
  request('lds')
  stream.push(desired(1, { cds: set('a=1'), lds: set('l=1') }))
  ackAll()
  sent = []
  stream.push(desired(2, { cds: set('a=1'), lds: set('l=2') }))
  expect(log()).toEqual(['lds l=2'])
})

test('equal content is not sent again, and counts as in force', () => {
  request('cds')
  stream.push(desired(1, { cds: set('a=1') }))
  ackAll()
  sent = []
  now = 5_000
  stream.push(desired(2, { cds: set('a=1') }))
  expect([log(), stream.reachedAt('cds', 2)]).toEqual([[], 5_000])
})

test('endpoints and routes are only those asked for; new names are answered, a repeated ACK is not', () => {
  stream.push(desired(1, { eds: set('a=1', 'b=1') }))
  request('eds', ['a'])
  request('eds', ['a'], lastNonce('eds'))
  expect(log()).toEqual(['eds a=1'])
  request('eds', ['a', 'b'], lastNonce('eds'))
  expect(log()).toEqual(['eds a=1', 'eds a=1 b=1'])
})

test('clusters are replaced: a proxy that asks for its endpoints again is answered once', () => {
  stream.push(desired(1, { cds: set('a=1'), eds: set('a=1') }))
  request('cds')
  request('eds', ['a'])
  ackAll()
  stream.push(desired(2, { cds: set('a=2'), eds: set('a=1') }))
  sent = []
  request('eds', ['a'], lastNonceBefore('eds'))
  request('eds', ['a'], lastNonce('eds'))
  expect(log()).toEqual(['eds a=1'])
})
function lastNonceBefore(type: XdsType): string {
  return stream.subscription(type)?.sent?.nonce ?? ''
}

describe('a refusal', () => {
  beforeEach(() => {
    request('rds', ['80'])
    stream.push(desired(1, { rds: set('80=1') }))
    ackAll()
    stream.push(desired(2, { rds: set('80=bad') }))
    sent = []
    refuse('rds', stream.subscription('rds')?.sent?.nonce ?? '', 'field x is wrong')
  })
  test('is told with its reason and leaves the last good version acknowledged', () => {
    expect(rejections).toEqual(['field x is wrong'])
    expect(stream.subscription('rds')).toMatchObject({
      acked: { generation: 1 },
      rejected: { message: 'field x is wrong' },
    })
    expect(stream.reachedAt('rds', 2)).toBeUndefined()
  })
  test('is not repeated while the content stays', () => {
    stream.push(desired(3, { rds: set('80=bad') }))
    expect(log()).toEqual([])
  })
  test('ends with the next content that is accepted, also with the old one', () => {
    stream.push(desired(3, { rds: set('80=1') }))
    ackAll()
    expect([log(), stream.subscription('rds')?.rejected]).toEqual([['rds 80=1'], undefined])
  })
})

describe('clusters that disappear', () => {
  beforeEach(() => {
    request('cds')
    request('rds', ['80'])
    stream.push(desired(1, { cds: set('old=1'), rds: set('80=old') }))
    ackAll()
    sent = []
    stream.push(desired(2, { cds: set('new=1'), rds: set('80=new') }))
  })
  test('stay until the routes that named them are replaced and accepted', () => {
    expect(log()).toEqual(['cds old=1 new=1', 'rds 80=new'])
    ackAll()
    expect(log().slice(2)).toEqual(['cds new=1'])
  })
  test('stay when the new routes are refused, for the old ones are still in force', () => {
    request('cds', [], lastNonce('cds'))
    refuse('rds', lastNonce('rds'), 'no')
    expect(log()).toHaveLength(2)
  })
})

test('an answer to a response that a newer one overtook counts for its own generation only', () => {
  request('cds')
  stream.push(desired(1, { cds: set('a=1') }))
  const first = lastNonce('cds')
  stream.push(desired(2, { cds: set('a=2') }))
  request('cds', [], first)
  expect([stream.reachedAt('cds', 1), stream.reachedAt('cds', 2)]).toEqual([1_000, undefined])
  request('cds', [], lastNonce('cds'))
  expect(stream.reachedAt('cds', 2)).toBe(1_000)
})

test('an unknown nonce changes nothing', () => {
  request('cds')
  stream.push(desired(1, { cds: set('a=1') }))
  refuse('cds', 'made-up', 'bad')
  expect([rejections, stream.reachedAt('cds', 1)]).toEqual([[], undefined])
})

test('a slow proxy skips what is overtaken and gets the newest', () => {
  request('cds')
  for (const generation of [1, 2, 3, 4]) stream.push(desired(generation, { cds: set(`a=${generation}`) }))
  expect(log()).toEqual(['cds a=1', 'cds a=2'])
  const [first, second] = sent.map(({ nonce }) => nonce)
  request('cds', [], first)
  expect(log()).toEqual(['cds a=1', 'cds a=2', 'cds a=4'])
  expect(stream.reachedAt('cds', 2)).toBeUndefined()
  request('cds', [], second)
  request('cds', [], lastNonce('cds'))
  expect(stream.reachedAt('cds', 4)).toBe(1_000)
})

test('a proxy that does not answer at all is sent the newest after a while: it may be what it waits for', () => {
  request('cds')
  for (const generation of [1, 2, 3]) stream.push(desired(generation, { cds: set(`a=${generation}`) }))
  expect(stream.isWaiting).toBe(true)
  now += 2_000
  stream.push(desired(3, { cds: set('a=3') }))
  expect([log().at(-1), stream.isWaiting]).toEqual(['cds a=3', false])
})
