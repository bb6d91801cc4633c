import { describe, expect, test } from 'vitest'
import { objectAt } from '../../../lib/domain/kubernetes/json.ts'
import type { KubernetesObject } from '../../../lib/domain/kubernetes/object.ts'
import { configMap, pod } from './testing/objects.ts'
import { storeUnderTest } from './testing/store-under-test.ts'

const podKey = { resource: 'pods', namespace: 'default', name: 'a' }
const mapKey = { resource: 'configmaps', namespace: 'default', name: 'a' }

function onNode(object: KubernetesObject): KubernetesObject {
  return { ...object, spec: { ...objectAt(object, 'spec'), nodeName: 'n', terminationGracePeriodSeconds: 20 } }
}

describe('a pod', () => {
  test('on a node stays until the node agent confirms with grace 0', () => {
    const store = storeUnderTest()
    store.create('pods', onNode(pod('a')))
    const first = store.delete(podKey)
    expect(first.state).toBe('terminating')
    expect(first.object.metadata).toMatchObject({
      deletionTimestamp: '2026-01-01T00:00:20Z',
      deletionGracePeriodSeconds: 20,
    })
    expect(store.delete(podKey).object.metadata.resourceVersion).toBe(first.object.metadata.resourceVersion)
    expect(store.delete(podKey, { gracePeriodSeconds: 0 }).state).toBe('deleted')
    expect(store.get(podKey)).toBeUndefined()
  })
  test('may be hurried, not slowed', () => {
    const store = storeUnderTest()
    store.create('pods', onNode(pod('a')))
    store.delete(podKey, { gracePeriodSeconds: 10 })
    expect(store.delete(podKey, { gracePeriodSeconds: 30 }).object.metadata.deletionGracePeriodSeconds).toBe(10)
    expect(store.delete(podKey, { gracePeriodSeconds: 5 }).object.metadata.deletionGracePeriodSeconds).toBe(5)
  })
  test('without a node, or that has ended, goes at once', () => {
    const store = storeUnderTest()
    store.create('pods', pod('a'))
    expect(store.delete(podKey).state).toBe('deleted')
    store.create('pods', onNode(pod('a')))
    store.modify(podKey, (object) => ({ ...object, status: { phase: 'Succeeded' } }), { subresource: 'status' })
    expect(store.delete(podKey).state).toBe('deleted')
  })
})

describe('finalizers', () => {
  test('hold an object; without the last one it goes', () => {
    const store = storeUnderTest()
    const held = configMap('a')
    store.create('configmaps', { ...held, metadata: { ...held.metadata, finalizers: ['x/one', 'x/two'] } })
    expect(store.delete(mapKey).state).toBe('terminating')
    const keep = (finalizers: string[]) => (object: KubernetesObject) => ({
      ...object,
      metadata: { ...object.metadata, finalizers },
    })
    store.modify(mapKey, keep(['x/two']))
    expect(store.get(mapKey)).toBeDefined()
    store.modify(mapKey, keep([]))
    expect(store.get(mapKey)).toBeUndefined()
  })
  test.each([
    ['Foreground', ['foregroundDeletion']],
    ['Orphan', ['orphan']],
  ] as const)('%s leaves the object to the garbage collector', (propagationPolicy, finalizers) => {
    const store = storeUnderTest()
    store.create('configmaps', configMap('a'))
    expect(store.delete(mapKey, { propagationPolicy }).object.metadata.finalizers).toEqual(finalizers)
  })
})

describe('a namespace', () => {
  const key = { resource: 'namespaces', name: 'shop' }
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } }
  test('takes nothing new while it terminates and goes when its controller says that it is empty', () => {
    const store = storeUnderTest()
    store.create('namespaces', namespace)
    expect(store.delete(key).object['status']).toEqual({ phase: 'Terminating' })
    const late = { ...configMap('late'), metadata: { name: 'late', namespace: 'shop' } }
    expect(() => store.create('configmaps', late)).toThrow(
      'unable to create new content in namespace shop because it is being terminated',
    )
    store.modify(key, (object) => ({ ...object, spec: { finalizers: [] } }))
    expect(store.get(key)).toBeUndefined()
  })
  test('that is replaced by a client keeps waiting for its content', () => {
    const store = storeUnderTest()
    store.create('namespaces', namespace)
    store.update('namespaces', namespace)
    expect(store.delete(key).state).toBe('terminating')
  })
})

describe('preconditions', () => {
  test.each([
    [{ uid: 'other' }, 'the uid in the precondition is other'],
    [{ resourceVersion: '1' }, 'the resourceVersion in the precondition is 1'],
  ])('%j that does not hold is a conflict', (preconditions, sentence) => {
    const store = storeUnderTest()
    store.create('configmaps', configMap('a'))
    expect(() => store.delete(mapKey, { preconditions })).toThrow(sentence)
    expect(store.get(mapKey)).toBeDefined()
  })
})
