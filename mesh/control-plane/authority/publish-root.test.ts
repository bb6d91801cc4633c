import { expect, test } from 'vitest'
import { ObjectStore } from '../ingest/object-store.ts'
import { anObject } from '../testing/objects.ts'
import { duePublications } from './publish-root.ts'

// Guarantee: every living namespace gets the root, once.

test('missing copies are created, wrong ones replaced, right ones and dying namespaces left alone', () => {
  const store = new ObjectStore()
  const namespace = (name: string) => anObject('Namespace', { name, namespace: '' })
  const copy = (where: string, pem: string) =>
    anObject('ConfigMap', { name: 'istio-ca-root-cert', namespace: where }, { data: { 'root-cert.pem': pem } })
  const dying = namespace('dying')
  store.replace('Namespace', [
    ...['none', 'wrong', 'right'].map(namespace),
    { ...dying, metadata: { ...dying.metadata, deletionTimestamp: '2026-01-01T00:00:00Z' } },
  ])
  store.replace('ConfigMap', [
    copy('wrong', 'other'),
    copy('right', 'PEM'),
    anObject('ConfigMap', { name: 'x', namespace: 'none' }),
  ])
  expect(duePublications(store, 'PEM')).toEqual([
    { namespace: 'none', verb: 'create' },
    { namespace: 'wrong', verb: 'update' },
  ])
})
