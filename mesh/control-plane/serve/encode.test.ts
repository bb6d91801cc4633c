import { describe, expect, test } from 'vitest'
import { resourcesOf } from '../testing/scene.ts'
import { typed } from '../envoy-json.ts'
import { encodeMessage } from './encode.ts'
import { protoRoot } from './proto-root.ts'
import { ResourceCache } from './resource-cache.ts'

// Guarantee: what is written is what was meant, and what can't be written names its field.

const cluster = 'envoy.config.cluster.v3.Cluster'
const decoded = (name: string, bytes: Uint8Array) => {
  const type = protoRoot().lookupType(name)
  return type.toObject(type.decode(bytes), { longs: Number, enums: String })
}

test('durations, wrappers, enums, metadata and extensions', () => {
  const bytes = encodeMessage(cluster, {
    name: 'a',
    type: 'EDS',
    connect_timeout: '1.5s',
    per_connection_buffer_limit_bytes: 7,
    metadata: { filter_metadata: { istio: { a: [1, 'x', true, null] } } },
    typed_extension_protocol_options: { x: typed('some.Type', { deep: { list: [1.5] } }) },
  })
  const back = decoded(cluster, bytes)
  expect(back).toMatchObject({
    name: 'a',
    type: 'EDS',
    connect_timeout: { seconds: 1, nanos: 500_000_000 },
    per_connection_buffer_limit_bytes: { value: 7 },
  })
  expect(back['typed_extension_protocol_options'].x.type_url).toBe('type.googleapis.com/xds.type.v3.TypedStruct')
})

describe('faults name the field', () => {
  test.each([
    [{ nam: 'a' }, /Cluster\.nam: .*no such field/],
    [{ type: 'NOPE' }, /Cluster\.type: "NOPE" is not one of/],
    [{ connect_timeout: '10' }, /connect_timeout: "10" is not a duration/],
    [{ connect_timeout: '1m' }, /is not a duration/],
    [{ name: 5 }, /name: expected a string/],
    [{ transport_socket: { typed_config: {} } }, /typed_config: an extension needs "@type"/],
    [{ transport_socket_matches: {} }, /transport_socket_matches: expected a list/],
  ])('%j', (value, message) => expect(() => encodeMessage(cluster, value)).toThrow(message))
})

test('cached equals uncached, and equal content is encoded once', () => {
  const cache = new ResourceCache()
  const all = Object.entries(resourcesOf()).flatMap(([type, resources]) =>
    [...resources].map(([name, resource]) => ({
      type:
        type === 'cds'
          ? ('cds' as const)
          : type === 'eds'
            ? ('eds' as const)
            : type === 'lds'
              ? ('lds' as const)
              : ('rds' as const),
      name,
      resource,
    })),
  )
  const first = all.map(({ type, name, resource }) => cache.encode(type, name, resource))
  const second = all.map(({ type, name, resource }) => cache.encode(type, name, structuredClone(resource)))
  const fresh = all.map(({ type, name, resource }) => new ResourceCache().encode(type, name, resource))
  expect(second.every((entry, index) => entry === first[index])).toBe(true)
  expect(fresh).toEqual(first)
  expect(cache.size).toBe(all.length)
})

test('the cache keeps what was used last', () => {
  const cache = new ResourceCache(2)
  const [a, b, c] = ['a', 'b', 'c'].map((name) => ({ name }))
  const first = cache.encode('cds', 'a', a ?? {})
  cache.encode('cds', 'b', b ?? {})
  cache.encode('cds', 'a', a ?? {})
  cache.encode('cds', 'c', c ?? {})
  expect([cache.size, cache.encode('cds', 'a', a ?? {}) === first]).toEqual([2, true])
})
