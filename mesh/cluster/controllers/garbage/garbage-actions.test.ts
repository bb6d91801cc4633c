import { describe, expect, test } from 'vitest'
import type { OwnerReference, StoredObject } from '../../../../lib/domain/kubernetes/object.ts'
import { garbageActions, type GarbageView } from './garbage-actions.ts'

const owner = (uid: string, blockOwnerDeletion = true): OwnerReference => ({
  apiVersion: 'v1',
  kind: 'X',
  name: uid,
  uid,
  blockOwnerDeletion,
})
const objectOf = (over: Partial<StoredObject['metadata']> = {}): StoredObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p', namespace: 'n', uid: 'p', resourceVersion: '1', creationTimestamp: 't', ...over },
})
const gone = { deletionTimestamp: '2026-01-01T00:00:00Z' }
const key = { resource: 'pods', namespace: 'n', name: 'p' }

function actionsFor(
  object: StoredObject,
  over: Partial<GarbageView> & { states?: Record<string, 'absent' | 'waiting'> } = {},
) {
  const { states = {}, ...rest } = over
  return garbageActions({
    resource: 'pods',
    object,
    dependents: [],
    ownerState: ({ uid }) => states[uid] ?? 'present',
    ...rest,
  })
}

describe('as a dependent', () => {
  test('it stays while an owner lives', () => {
    expect(actionsFor(objectOf({ ownerReferences: [owner('a')] }))).toEqual([])
  })
  test('it goes with its last owner', () => {
    expect(actionsFor(objectOf({ ownerReferences: [owner('a')] }), { states: { a: 'absent' } })).toEqual([
      { verb: 'delete', key, uid: 'p', propagationPolicy: 'Background' },
    ])
  })
  test('of two owners the absent one is forgotten', () => {
    expect(actionsFor(objectOf({ ownerReferences: [owner('a'), owner('b')] }), { states: { a: 'absent' } })).toEqual([
      { verb: 'merge', key, patch: { metadata: { ownerReferences: [owner('b')] } } },
    ])
  })
  test('it goes first when it blocks an owner that waits', () => {
    expect(actionsFor(objectOf({ ownerReferences: [owner('a')] }), { states: { a: 'waiting' } })).toEqual([
      { verb: 'delete', key, uid: 'p', propagationPolicy: 'Foreground' },
    ])
    expect(actionsFor(objectOf({ ownerReferences: [owner('a', false)] }), { states: { a: 'waiting' } })).toEqual([])
  })
  test('what goes already is not deleted again', () => {
    expect(actionsFor(objectOf({ ...gone, ownerReferences: [owner('a')] }), { states: { a: 'absent' } })).toEqual([])
  })
})

describe('as an owner that is to go', () => {
  const child = { resource: 'pods', object: objectOf({ name: 'c', uid: 'c', ownerReferences: [owner('p')] }) }
  test('in the foreground its dependents go first, then it is let go', () => {
    const waiting = objectOf({ ...gone, finalizers: ['foregroundDeletion'] })
    expect(actionsFor(waiting, { dependents: [child] })).toMatchObject([{ verb: 'delete', uid: 'c' }])
    expect(actionsFor(waiting)).toEqual([{ verb: 'merge', key, patch: { metadata: { finalizers: [] } } }])
  })
  test('as an orphan maker it lets its dependents live without it', () => {
    const orphaning = objectOf({ ...gone, finalizers: ['orphan', 'example.com/other'] })
    expect(actionsFor(orphaning, { dependents: [child] })).toEqual([
      { verb: 'merge', key: { ...key, name: 'c' }, patch: { metadata: { ownerReferences: [] } } },
      { verb: 'merge', key, patch: { metadata: { finalizers: ['example.com/other'] } } },
    ])
  })
})
