import { describe, expect, test } from 'vitest'
import { container } from '../../objects/container.ts'
import { pod } from '../../objects/pod.ts'
import { service } from '../../objects/service.ts'
import { containerEnvironment, expand, type KeyedData } from './container-environment.ts'
import { serviceEnvironment } from './service-environment.ts'

const meta = { uid: 'u', resourceVersion: '1', creationTimestamp: '2026-01-01T00:00:00Z' }
const reviews = pod.parse({
  metadata: { ...meta, name: 'reviews-v1-x', namespace: 'bookinfo', labels: { version: 'v1' } },
  spec: { containers: [], serviceAccountName: 'bookinfo-reviews', nodeName: 'node-b' },
})
const data: KeyedData = {
  configMap: (name) => (name === 'colours' ? { star: 'red', size: '5' } : undefined),
  secret: (name) => (name === 'key' ? { password: 'open' } : undefined),
}
const environment = (spec: object) =>
  containerEnvironment(
    { pod: reviews, container: container.parse({ name: 'c', ...spec }), podIp: '127.16.4.1', data },
    { BASE: 'b' },
  )

describe('the environment of a container', () => {
  test.each([
    ['a value', { value: 'x' }, 'x'],
    ['nothing at all', {}, ''],
    ['a reference to an earlier variable', { value: '$(BASE)/x' }, 'b/x'],
    ['the pod name', { valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }, 'reviews-v1-x'],
    ['a label', { valueFrom: { fieldRef: { fieldPath: "metadata.labels['version']" } } }, 'v1'],
    ['the pod IP', { valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } }, '127.16.4.1'],
    ['the service account', { valueFrom: { fieldRef: { fieldPath: 'spec.serviceAccountName' } } }, 'bookinfo-reviews'],
    ['a ConfigMap key', { valueFrom: { configMapKeyRef: { name: 'colours', key: 'star' } } }, 'red'],
    ['a Secret key', { valueFrom: { secretKeyRef: { name: 'key', key: 'password' } } }, 'open'],
    [
      'an optional key that is missing',
      { valueFrom: { secretKeyRef: { name: 'no', key: 'k', optional: true } } },
      undefined,
    ],
  ])('takes %s', (_, source, expected) => {
    expect(environment({ env: [{ name: 'X', ...source }] })['X']).toBe(expected)
  })

  test.each([
    [{ env: [{ name: 'X', valueFrom: { configMapKeyRef: { name: 'no', key: 'k' } } }] }, 'configMap "no" not found'],
    [
      { env: [{ name: 'X', valueFrom: { secretKeyRef: { name: 'key', key: 'k' } } }] },
      'key "k" not found in secret "key"',
    ],
    [
      { env: [{ name: 'X', valueFrom: { fieldRef: { fieldPath: 'status.mood' } } }] },
      'fieldPath "status.mood" is not one of',
    ],
    [{ envFrom: [{ configMapRef: { name: 'no' } }] }, 'configMap "no" not found'],
  ])('refuses what is missing with a sentence', (spec, sentence) => {
    expect(() => environment(spec)).toThrow(sentence)
  })

  test('envFrom comes before env and carries its prefix', () => {
    const result = environment({
      envFrom: [{ prefix: 'C_', configMapRef: { name: 'colours' } }],
      env: [{ name: 'C_size', value: '6' }],
    })
    expect(result).toEqual({ BASE: 'b', C_star: 'red', C_size: '6' })
  })

  test('expand leaves unknown names and escaped ones alone', () => {
    expect(expand('$(A) $(B) $$(A)', { A: '1' })).toBe('1 $(B) $(A)')
  })
})

test('services of the namespace point at the pod itself', () => {
  const ratings = service.parse({
    metadata: {
      ...meta,
      name: 'ratings-store',
      namespace: 'bookinfo',
      annotations: { 'heddle.dev/service-index': '3' },
    },
    spec: { ports: [{ name: 'tcp', port: 6380 }] },
  })
  const unnumbered = service.parse({
    metadata: { ...meta, name: 'x', namespace: 'bookinfo' },
    spec: { ports: [{ port: 1 }] },
  })
  expect(serviceEnvironment([ratings, unnumbered], '127.16.4.1')).toEqual({
    RATINGS_STORE_SERVICE_HOST: '127.16.4.13',
    RATINGS_STORE_SERVICE_PORT: '6380',
    RATINGS_STORE_SERVICE_PORT_TCP: '6380',
  })
})
