import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sameJson } from '../../../../lib/domain/kubernetes/json.ts'
import { applyMergePatch } from './merge-patch.ts'

describe('merge patch (RFC 7386)', () => {
  test.each([
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [
      ['a', 'b'],
      ['c', 'd'],
      ['c', 'd'],
    ],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ])('%j with %j is %j', (target, patch, expected) => {
    expect(applyMergePatch(target, patch)).toEqual(expected)
  })

  const withoutNull = fc.letrec((tie) => ({
    value: fc.oneof({ maxDepth: 3 }, fc.integer(), fc.string(), fc.array(fc.integer()), tie('object')),
    object: fc.dictionary(fc.string(), tie('value'), { maxKeys: 4 }),
  }))
  test('applying it twice is the same as once, and patching with itself changes nothing', () => {
    fc.assert(
      fc.property(withoutNull.object, withoutNull.object, (target, patch) => {
        const once = applyMergePatch(target, patch)
        expect(sameJson(applyMergePatch(once, patch), once)).toBe(true)
        expect(sameJson(applyMergePatch(target, target), target)).toBe(true)
      }),
    )
  })
})
