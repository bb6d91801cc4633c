import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isObject } from '../../../lib/domain/kubernetes/json.ts'
import type { KubernetesObject, StoredObject } from '../../../lib/domain/kubernetes/object.ts'
import { ApiError } from './api-error.ts'
import { patchObject } from './http/patch-object.ts'
import { builtInResources } from './resources/built-in.ts'
import { resourceName, storageVersion } from './resources/definition.ts'
import { istioResources } from './resources/istio.ts'
import { tableOf } from './table/table.ts'
import { deployment, pod, service, virtualService } from './testing/objects.ts'
import { storeUnderTest } from './testing/store-under-test.ts'

// Whatever JSON arrives: it is stored, and can then be listed and printed, or it is refused by an ApiError that is
// not our own fault. Anything else would be a crash in a handler.
const now = new Date('2026-01-01T00:00:00Z')

function outcome(action: () => unknown): string {
  try {
    action()
    return 'done'
  } catch (error) {
    if (error instanceof ApiError && error.reason !== 'InternalError') return 'refused'
    throw error
  }
}

/** The object with the value at one of its paths replaced; `choice` picks the path. */
function replaced(root: unknown, choice: number, value: unknown): unknown {
  const copy: unknown = structuredClone(root)
  const places: { holder: Record<string, unknown> | unknown[]; key: string | number }[] = []
  const visit = (node: unknown) => {
    if (Array.isArray(node))
      node.forEach((item, key) => {
        places.push({ holder: node, key })
        visit(item)
      })
    else if (isObject(node))
      for (const key of Object.keys(node)) {
        places.push({ holder: node, key })
        visit(node[key])
      }
  }
  visit(copy)
  const place = places[choice % places.length]
  if (place !== undefined) Object.assign(place.holder, { [place.key]: value })
  return copy
}

// What a client sends has no type yet; the store is given it as the HTTP layer would.
const asSent = (value: unknown) => value as KubernetesObject

function checkStored(resource: string, stored: StoredObject, store = storeUnderTest()): void {
  const definition = store.registry.require(resource)
  expect(stored.metadata.uid).not.toBe('')
  JSON.stringify(tableOf({ definition, now, includeObject: 'Metadata', apiVersion: 'v1' }, [stored], {}))
}

describe('any JSON', () => {
  const seeds = [
    { resource: 'pods', object: pod('a', { app: 'a' }) },
    { resource: 'services', object: service('a') },
    { resource: 'deployments.apps', object: deployment('a') },
    {
      resource: 'virtualservices.networking.istio.io',
      object: virtualService('a', [
        { host: 'a', weight: 1 },
        { host: 'b', weight: 2 },
      ]),
    },
  ]
  test.each(seeds)('in place of any part of $resource', ({ resource, object }) => {
    fc.assert(
      fc.property(fc.nat(200), fc.jsonValue(), (choice, value) => {
        const store = storeUnderTest()
        const changed = asSent(replaced(object, choice, value))
        const created = outcome(() =>
          checkStored(resource, store.create(resource, changed, { fieldValidation: 'Warn' }), store),
        )
        if (created === 'refused') store.create(resource, object)
        outcome(() => store.update(resource, changed))
        outcome(() => store.update(resource, { ...changed, status: changed['spec'] }, { subresource: 'status' }))
        for (const stored of store.list(resource).items) checkStored(resource, stored, store)
      }),
      { numRuns: 150 },
    )
  })

  test('as the spec, data or rules of every kind', () => {
    const definitions = [...builtInResources, ...istioResources]
    fc.assert(
      fc.property(
        fc.constantFrom(...definitions),
        fc.constantFrom('spec', 'data', 'rules', 'subjects', 'roleRef', 'status'),
        fc.jsonValue(),
        (...[definition, field, value]) => {
          const store = storeUnderTest()
          const resource = resourceName(definition)
          const metadata = { name: 'any', namespace: 'default' }
          const sent = asSent({
            apiVersion: storageVersion(definition),
            kind: definition.kind,
            metadata,
            [field]: value,
          })
          outcome(() => checkStored(resource, store.create(resource, sent), store))
        },
      ),
      { numRuns: 600 },
    )
  })

  test('as a patch of any type', () => {
    const definition = storeUnderTest().registry.require('pods')
    const types = [
      'application/json-patch+json',
      'application/merge-patch+json',
      'application/strategic-merge-patch+json',
    ]
    const seedPatch = {
      spec: { containers: [{ name: 'main', env: [{ name: 'A', value: 'b' }] }], $retainKeys: ['containers'] },
    }
    fc.assert(
      fc.property(fc.constantFrom(...types), fc.nat(20), fc.jsonValue(), (mediaType, choice, value) => {
        const current = storeUnderTest().create('pods', pod('a'))
        for (const patch of [value, replaced(seedPatch, choice, value), [{ op: 'add', path: '/spec/x', value }]])
          outcome(() => patchObject({ definition, version: 'v1', current }, { mediaType, value: patch }))
      }),
      { numRuns: 300 },
    )
  })
})
