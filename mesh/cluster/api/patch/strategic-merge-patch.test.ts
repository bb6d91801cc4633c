import { describe, expect, test } from 'vitest'
import { refTo } from '../schema/json-schema.ts'
import { definitionName } from '../schema/kubernetes-schema.ts'
import { applyStrategicMergePatch } from './strategic-merge-patch.ts'

const pod = refTo(definitionName('V1Pod'))
const containers = (...list: readonly object[]) => ({ spec: { containers: list } })
const apply = (target: unknown, patch: unknown) => applyStrategicMergePatch(target, patch, pod)

describe('strategic merge patch', () => {
  test('containers merge by name and keep their other fields', () => {
    const target = containers({ name: 'a', image: '1', args: ['x'] }, { name: 'b', image: '1' })
    expect(apply(target, containers({ name: 'a', image: '2' }))).toEqual(
      containers({ name: 'a', image: '2', args: ['x'] }, { name: 'b', image: '1' }),
    )
  })
  test('an unknown name is appended', () => {
    expect(apply(containers({ name: 'a' }), containers({ name: 'b' }))).toEqual(
      containers({ name: 'a' }, { name: 'b' }),
    )
  })
  test('$patch: delete removes the item', () => {
    expect(apply(containers({ name: 'a' }, { name: 'b' }), containers({ name: 'a', $patch: 'delete' }))).toEqual(
      containers({ name: 'b' }),
    )
  })
  test('$patch: replace replaces the list or the object', () => {
    expect(apply(containers({ name: 'a' }), containers({ name: 'c' }, { $patch: 'replace' }))).toEqual(
      containers({ name: 'c' }),
    )
    expect(
      apply({ metadata: { labels: { a: '1' } } }, { metadata: { labels: { $patch: 'replace', b: '2' } } }),
    ).toEqual({
      metadata: { labels: { b: '2' } },
    })
  })
  test('lists without a merge key are replaced', () => {
    expect(apply(containers({ name: 'a', args: ['x', 'y'] }), containers({ name: 'a', args: ['z'] }))).toEqual(
      containers({ name: 'a', args: ['z'] }),
    )
  })
  test('lists of plain values are united, and $deleteFromPrimitiveList takes values out', () => {
    const target = { metadata: { finalizers: ['a', 'b'] } }
    expect(apply(target, { metadata: { finalizers: ['b', 'c'] } })).toEqual({
      metadata: { finalizers: ['a', 'b', 'c'] },
    })
    expect(apply(target, { metadata: { '$deleteFromPrimitiveList/finalizers': ['a'] } })).toEqual({
      metadata: { finalizers: ['b'] },
    })
  })
  test('$setElementOrder sorts; items it does not name stay behind their neighbour', () => {
    const target = containers({ name: 'a' }, { name: 'x' }, { name: 'b' })
    expect(apply(target, { spec: { '$setElementOrder/containers': [{ name: 'b' }, { name: 'a' }] } })).toEqual(
      containers({ name: 'b' }, { name: 'a' }, { name: 'x' }),
    )
  })
  test('$retainKeys drops the fields that are not named', () => {
    const target = { spec: { volumes: [{ name: 'v', emptyDir: {} }] } }
    const patch = { spec: { volumes: [{ name: 'v', $retainKeys: ['name', 'configMap'], configMap: { name: 'c' } }] } }
    expect(apply(target, patch)).toEqual({ spec: { volumes: [{ name: 'v', configMap: { name: 'c' } }] } })
  })
  test('null removes a field', () => {
    expect(apply({ metadata: { labels: { a: '1', b: '2' } } }, { metadata: { labels: { a: null } } })).toEqual({
      metadata: { labels: { b: '2' } },
    })
  })
  test.each([
    [containers({ image: '1' }), 'an item of containers lacks its merge key name'],
    [{ spec: { $patch: 'add' } }, '$patch is "add": must be merge, replace or delete'],
  ])('%j is refused', (patch, sentence) => {
    expect(() => apply(containers({ name: 'a' }), patch)).toThrow(sentence)
  })
})
