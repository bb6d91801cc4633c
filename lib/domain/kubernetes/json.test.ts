import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { deepFreeze, sameJson, valueAt, withoutNulls } from './json.ts'

describe('JSON values', () => {
  test('valueAt finds nothing where a path ends early, nor in the prototype', () => {
    const root = { a: [{ b: 1 }] }
    expect(valueAt(root, 'a', 0, 'b')).toBe(1)
    expect(valueAt(root, 'a', 1, 'b')).toBeUndefined()
    expect(valueAt(root, 'toString')).toBeUndefined()
    expect(valueAt(null, 'a')).toBeUndefined()
  })
  test('a copy is the same, whatever the order of its keys', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const copy: unknown = JSON.parse(JSON.stringify(value))
        expect(sameJson(JSON.parse(JSON.stringify(value)), copy)).toBe(true)
      }),
    )
    expect(sameJson({ a: 1, b: [2] }, { b: [2], a: 1 })).toBe(true)
    expect(sameJson([1, 2], [2, 1])).toBe(false)
    expect(sameJson({ a: undefined }, { b: undefined })).toBe(false)
  })
  test('withoutNulls drops null fields at every depth and keeps items of lists', () => {
    expect(withoutNulls({ a: null, b: { c: null, d: 0 }, e: [null, { f: null }] })).toEqual({
      b: { d: 0 },
      e: [null, {}],
    })
  })
  test('a frozen value can be changed nowhere', () => {
    const value = deepFreeze({ a: { b: [1] } })
    expect(() => value.a.b.push(2)).toThrow(TypeError)
  })
})
