import { describe, expect, test } from 'vitest'
import { objectAt, valueAt } from '../../../lib/domain/kubernetes/json.ts'
import type { KubernetesObject } from '../../../lib/domain/kubernetes/object.ts'
import { configMap, deployment, pod, service, virtualService } from './testing/objects.ts'
import { storeUnderTest } from './testing/store-under-test.ts'

const maps = 'configmaps'
const deployments = 'deployments.apps'
const routes = 'virtualservices.networking.istio.io'
const key = (resource: string, name: string) => ({ resource, namespace: 'default', name })
const failure = (reason: string, message: RegExp | string = '') =>
  expect.objectContaining({ reason, message: expect.stringMatching(message) })
const attempt = (action: () => unknown): unknown => {
  try {
    return action()
  } catch (error) {
    return error
  }
}

describe('creating', () => {
  test('gives identity; what only the server decides is not taken from the client', () => {
    const store = storeUnderTest()
    const forged = {
      uid: 'forged',
      generation: 9,
      creationTimestamp: '1999-01-01T00:00:00Z',
      deletionTimestamp: '1999-01-01T00:00:00Z',
    }
    const object = deployment('a')
    const created = store.create(deployments, {
      ...object,
      status: { replicas: 5 },
      metadata: { ...object.metadata, ...forged },
    })
    expect(created.metadata).toMatchObject({
      generation: 1,
      creationTimestamp: '2026-01-01T00:00:00Z',
      resourceVersion: store.resourceVersion,
    })
    expect(created.metadata.uid).not.toBe('forged')
    expect(created.metadata.deletionTimestamp).toBeUndefined()
    expect(created['status']).toBeUndefined()
  })

  test('fills the defaults of Kubernetes', () => {
    const created = storeUnderTest().create(deployments, deployment('a'))
    expect(valueAt(created, 'spec', 'strategy')).toEqual({
      type: 'RollingUpdate',
      rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' },
    })
    expect(valueAt(created, 'spec', 'template', 'spec')).toMatchObject({
      restartPolicy: 'Always',
      terminationGracePeriodSeconds: 30,
    })
  })

  test('generateName gets a suffix', () => {
    const object = configMap('')
    const created = storeUnderTest().create(maps, {
      ...object,
      metadata: { namespace: 'default', generateName: 'run-' },
    })
    expect(created.metadata.name).toMatch(/^run-\d{5}$/)
  })

  test('a second one of the name, a missing namespace and an unknown resource are refused', () => {
    const store = storeUnderTest()
    store.create(maps, configMap('a'))
    expect(attempt(() => store.create(maps, configMap('a')))).toEqual(
      failure('AlreadyExists', 'configmaps "a" already exists'),
    )
    const lost = { ...configMap('b'), metadata: { name: 'b', namespace: 'nowhere' } }
    expect(attempt(() => store.create(maps, lost))).toEqual(failure('NotFound', 'namespaces "nowhere" not found'))
    expect(attempt(() => store.list('looms.example.dev'))).toEqual(
      failure('NotFound', `doesn't have a resource type "looms.example.dev"`),
    )
  })

  test.each([
    ['upper case', { name: 'Upper' }, 'metadata.name: Invalid value: "Upper": must be lower-case letters'],
    ['no name', {}, 'metadata.name: Required value: name or generateName is required'],
    [
      'a label with a space',
      { name: 'a', labels: { a: 'b c' } },
      'metadata.labels: Invalid value: "b c": must be empty or letters',
    ],
    [
      'a label that is a number',
      { name: 'a', labels: { a: 1 } },
      'metadata.labels.a: Invalid value: 1: must be a string',
    ],
    [
      'an annotation without a name',
      { name: 'a', annotations: { 'x/': '1' } },
      'metadata.annotations: Invalid value: "x/": must be a name',
    ],
  ])('metadata with %s is refused by a sentence', (_name, metadata, sentence) => {
    const object: unknown = { ...configMap('a'), metadata: { namespace: 'default', ...metadata } }
    const result = attempt(() => storeUnderTest().create(maps, object as KubernetesObject))
    expect(result).toEqual(failure('Invalid', sentence.replaceAll(/[.[\]]/g, '.')))
  })

  test('a dry run gives the result and stores nothing', () => {
    const store = storeUnderTest()
    const before = store.resourceVersion
    expect(store.create('services', service('a'), { dryRun: true }).spec).toMatchObject({ clusterIP: '10.96.0.10' })
    expect([store.resourceVersion, store.list('services').items]).toEqual([before, []])
  })

  test('hooks change what is stored; a hook that throws refuses the request', () => {
    const store = storeUnderTest({
      hooks: [
        (object, { resource, operation, namespaceObject }) => {
          if (object.metadata.name === 'bad') throw new Error('bad is not wanted here')
          const note = `${operation} ${resource} in ${namespaceObject?.metadata.name}`
          return { ...object, metadata: { ...object.metadata, annotations: { note } } }
        },
      ],
    })
    expect(store.create(maps, configMap('a')).metadata.annotations).toEqual({ note: 'CREATE configmaps in default' })
    expect(attempt(() => store.create(maps, configMap('bad')))).toEqual(failure('Forbidden', 'bad is not wanted here'))
  })
})

describe('updating', () => {
  test('a stale resourceVersion or another uid is a conflict and changes nothing', () => {
    const store = storeUnderTest()
    const first = store.create(maps, configMap('a', { v: '1' }))
    store.update(maps, { ...first, data: { v: '2' } })
    expect(attempt(() => store.update(maps, { ...first, data: { v: '3' } }))).toEqual(
      failure('Conflict', 'the object has been modified'),
    )
    const other = { ...configMap('a'), metadata: { name: 'a', namespace: 'default', uid: 'other' } }
    expect(attempt(() => store.update(maps, other))).toEqual(failure('Conflict', 'the uid in the request is other'))
    expect(store.get(key(maps, 'a'))?.['data']).toEqual({ v: '2' })
  })

  test('the same content is not written again', () => {
    const store = storeUnderTest()
    store.create(maps, configMap('a', { v: '1' }))
    const before = store.resourceVersion
    store.update(maps, configMap('a', { v: '1' }))
    expect(store.resourceVersion).toBe(before)
  })

  test('generation counts changes of the spec, not of status or labels', () => {
    const store = storeUnderTest()
    store.create(routes, virtualService('a', [{ host: 'x', weight: 1 }]))
    const generation = () => store.get(key(routes, 'a'))?.metadata.generation
    store.modify(key(routes, 'a'), (object) => ({ ...object, metadata: { ...object.metadata, labels: { a: 'b' } } }))
    store.modify(key(routes, 'a'), (object) => ({ ...object, status: { seen: true } }), { subresource: 'status' })
    expect(generation()).toBe(1)
    store.update(routes, virtualService('a', [{ host: 'x', weight: 2 }]))
    expect(generation()).toBe(2)
  })

  test('status changes only through its subresource, and that changes nothing else', () => {
    const store = storeUnderTest()
    store.create(deployments, deployment('a', 1))
    const changed = (object: KubernetesObject) => ({
      ...object,
      spec: { ...objectAt(object, 'spec'), replicas: 7 },
      status: { replicas: 7 },
    })
    expect(store.modify(key(deployments, 'a'), changed)['status']).toBeUndefined()
    store.modify(key(deployments, 'a'), (object) => ({ ...object, spec: { ...objectAt(object, 'spec'), replicas: 1 } }))
    const after = store.modify(key(deployments, 'a'), changed, { subresource: 'status' })
    expect([valueAt(after, 'spec', 'replicas'), after['status']]).toEqual([1, { replicas: 7 }])
  })

  test.each([
    [
      "a Deployment's selector",
      deployments,
      deployment('a'),
      { selector: { matchLabels: { app: 'b' } } },
      'spec.selector: .*must not change',
    ],
    [
      "a pod's containers",
      'pods',
      pod('a'),
      { containers: [{ name: 'other', image: 'x' }] },
      'a pod may only change containers',
    ],
    [
      "a Service's address",
      'services',
      service('a'),
      { clusterIP: '10.96.1.1' },
      'spec.clusterIP: .*must stay 10.96.0.10',
    ],
  ])('%s can not be changed', (...[, resource, object, spec, sentence]) => {
    const store = storeUnderTest()
    store.create(resource, object)
    const change = (current: KubernetesObject) => ({ ...current, spec: { ...objectAt(current, 'spec'), ...spec } })
    expect(attempt(() => store.modify(key(resource, 'a'), change))).toEqual(failure('Invalid', sentence))
  })

  test('managedFields say who changed what', () => {
    const store = storeUnderTest()
    store.create(routes, virtualService('a', [{ host: 'x' }]), { fieldManager: 'kubectl' })
    const change = (object: KubernetesObject) => ({ ...object, metadata: { ...object.metadata, labels: { a: 'b' } } })
    const { metadata } = store.modify(key(routes, 'a'), change, { fieldManager: 'console' })
    expect(metadata.managedFields).toMatchObject([
      { manager: 'kubectl', operation: 'Update', fieldsV1: { 'f:spec': { 'f:hosts': {}, 'f:http': {} } } },
      { manager: 'console', fieldsV1: { 'f:metadata': { 'f:labels': {} } } },
    ])
  })

  test('what the store gives out can not be changed behind its back', () => {
    const store = storeUnderTest()
    const created = store.create(maps, configMap('a', { v: '1' }))
    expect(() => Object.assign(objectAt(created, 'data'), { v: '2' })).toThrow(TypeError)
  })
})

describe('unknown fields', () => {
  const stray: KubernetesObject = {
    ...configMap('a'),
    dta: {},
    metadata: { name: 'a', namespace: 'default', label: {} },
  }
  test('Strict refuses them by name, Warn keeps and reports them, Ignore keeps them', () => {
    const store = storeUnderTest()
    const strict = attempt(() => store.create(maps, stray, { fieldValidation: 'Strict' }))
    expect(strict).toEqual(failure('BadRequest', 'unknown field "metadata.label", unknown field "dta"'))
    const warnings: string[] = []
    const kept = store.create(maps, stray, { fieldValidation: 'Warn', onWarning: (warning) => warnings.push(warning) })
    expect(kept['dta']).toEqual({})
    expect(warnings).toEqual(['unknown field "metadata.label"', 'unknown field "dta"'])
  })
})
