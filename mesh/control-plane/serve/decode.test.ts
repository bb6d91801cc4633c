import { expect, test } from 'vitest'
import { everyFeature } from '../testing/every-feature.ts'
import { resourcesOf } from '../testing/scene.ts'
import { typed } from '../envoy-json.ts'
import { decodeMessage } from './decode.ts'
import { encodeMessage } from './encode.ts'
import { messageName } from './type-urls.ts'

// Guarantee: what a debug page shows is what was sent.

test.each(['cds', 'eds', 'lds', 'rds'] as const)(
  'everything that is generated for %s comes back as it went',
  (type) => {
    const resources = [...resourcesOf(everyFeature)[type].values()]
    expect(resources.length).toBeGreaterThan(0)
    for (const resource of resources) {
      const back = decodeMessage(messageName(type), encodeMessage(messageName(type), resource))
      // Defaults are not on the wire, so that a second turn is the measure.
      expect(decodeMessage(messageName(type), encodeMessage(messageName(type), back))).toEqual(back)
      expect(back['name'] ?? back['cluster_name']).toBe(resource['name'] ?? resource['cluster_name'])
    }
  },
)

test('durations, wrappers, enums, metadata, lists and extensions keep their form', () => {
  const cluster = {
    name: 'a',
    type: 'EDS',
    connect_timeout: '1.5s',
    per_connection_buffer_limit_bytes: 7,
    metadata: { filter_metadata: { istio: { a: [1, 'x', true, null] } } },
    typed_extension_protocol_options: { x: typed('some.Type', { deep: { list: [1.5] } }) },
  }
  const name = messageName('cds')
  expect(decodeMessage(name, encodeMessage(name, cluster))).toEqual(cluster)
})
