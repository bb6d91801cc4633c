import { describe, expect, it } from 'vitest'
import { missedChanges } from './missed-changes.ts'
import { versionKey } from './version-key.ts'

const at = '2026-11-24T12:00:00.000Z'
const object = (name: string, spec: unknown, meta: object = {}) => ({
  kind: 'VirtualService',
  metadata: { namespace: 'shop', name, uid: `uid of ${name}`, resourceVersion: '1', ...meta },
  spec,
})
const seen = (...objects: readonly ReturnType<typeof object>[]) => ({
  watchedAt: at,
  objects: objects.map((one) => ({ namespace: 'shop', name: one.metadata.name, object: one })),
})

describe('what was changed while nobody watched (R32)', () => {
  const same = object('same', { hosts: ['a'] })
  const old = object('moved', { hosts: ['a'] })
  const moved = object('moved', { hosts: ['b'] }, { resourceVersion: '7' })

  it('is nothing for a kind that was never watched', () => {
    expect(missedChanges({ watchedAt: null, objects: [] }, [same])).toEqual([])
  })

  it.each([
    ['a changed spec', { state: seen(same, old), live: [same, moved] }, [{ name: 'moved', before: old, after: moved }]],
    ['a new object', { state: seen(same), live: [same, moved] }, [{ name: 'moved', before: null, after: moved }]],
    ['a deleted one', { state: seen(same, old), live: [same] }, [{ name: 'moved', before: old, after: null }]],
    [
      'no change in a new version alone',
      { state: seen(same), live: [object('same', { hosts: ['a'] }, { resourceVersion: '9' })] },
      [],
    ],
  ])('finds %s', (_, { state, live }, expected) => {
    expect(missedChanges(state, live)).toEqual(expected.map((change) => ({ namespace: 'shop', ...change })))
  })

  it('tells an object that was deleted and made again from one that was changed', () => {
    const again = object('moved', { hosts: ['b'] }, { uid: 'another' })
    expect(missedChanges(seen(old), [again])).toMatchObject([
      { before: old, after: null },
      { before: null, after: again },
    ])
  })
})

describe('the key of a version (R31)', () => {
  it.each([
    [{ before: null, after: object('a', {}, { generation: 3 }) }, 'uid of a/generation 3'],
    [{ before: null, after: object('a', {}) }, 'uid of a/version 1'],
    [{ before: object('a', {}), after: null }, 'uid of a/deleted'],
    [{ before: null, after: null }, null],
  ])('is the same for everybody who saw it', (change, expected) => expect(versionKey(change)).toBe(expected))
})
