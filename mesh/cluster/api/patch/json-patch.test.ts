import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sameJson } from '../../../../lib/domain/kubernetes/json.ts'
import { applyJsonPatch, JsonPatchError, type JsonPatch } from './json-patch.ts'

const document = { a: { b: [1, 2, 3], 'c/d': 'x', 'e~f': 'y' } }

describe('JSON Patch (RFC 6902)', () => {
  const cases: readonly { name: string; patch: JsonPatch; expected: unknown }[] = [
    { name: 'add a field', patch: [{ op: 'add', path: '/a/g', value: 1 }], expected: { a: { ...document.a, g: 1 } } },
    {
      name: 'insert into a list',
      patch: [{ op: 'add', path: '/a/b/1', value: 9 }],
      expected: { a: { ...document.a, b: [1, 9, 2, 3] } },
    },
    {
      name: 'append to a list',
      patch: [{ op: 'add', path: '/a/b/-', value: 9 }],
      expected: { a: { ...document.a, b: [1, 2, 3, 9] } },
    },
    {
      name: 'replace an item',
      patch: [{ op: 'replace', path: '/a/b/0', value: 9 }],
      expected: { a: { ...document.a, b: [9, 2, 3] } },
    },
    {
      name: 'remove an item',
      patch: [{ op: 'remove', path: '/a/b/1' }],
      expected: { a: { ...document.a, b: [1, 3] } },
    },
    {
      name: 'escaped names',
      patch: [
        { op: 'remove', path: '/a/c~1d' },
        { op: 'test', path: '/a/e~0f', value: 'y' },
      ],
      expected: { a: { b: [1, 2, 3], 'e~f': 'y' } },
    },
    {
      name: 'move',
      patch: [{ op: 'move', from: '/a/b/0', path: '/first' }],
      expected: { a: { ...document.a, b: [2, 3] }, first: 1 },
    },
    { name: 'copy', patch: [{ op: 'copy', from: '/a/b', path: '/copy' }], expected: { ...document, copy: [1, 2, 3] } },
    { name: 'replace the whole document', patch: [{ op: 'replace', path: '', value: 5 }], expected: 5 },
    {
      name: 'a test that holds whatever the order of keys',
      patch: [{ op: 'test', path: '/a', value: { 'e~f': 'y', 'c/d': 'x', b: [1, 2, 3] } }],
      expected: document,
    },
  ]
  test.each(cases)('$name', ({ patch, expected }) => {
    expect(applyJsonPatch(document, patch)).toEqual(expected)
  })

  const refusals: readonly { name: string; patch: JsonPatch; sentence: string }[] = [
    {
      name: 'a failing test',
      patch: [{ op: 'test', path: '/a/b/0', value: 2 }],
      sentence: 'test of /a/b/0 failed: the value is 1, not 2',
    },
    {
      name: 'a missing field',
      patch: [{ op: 'replace', path: '/a/x', value: 1 }],
      sentence: 'replace /a/x: there is no "x"',
    },
    {
      name: 'an index behind the end',
      patch: [{ op: 'add', path: '/a/b/9', value: 1 }],
      sentence: 'add /a/b/9: "9" is no index of a list of 3',
    },
    {
      name: 'an index with a leading zero',
      patch: [{ op: 'remove', path: '/a/b/01' }],
      sentence: 'remove /a/b/01: "01" is no index of a list of 3',
    },
    {
      name: 'a parent that is a number',
      patch: [{ op: 'add', path: '/a/b/0/x', value: 1 }],
      sentence: 'add /a/b/0/x: its parent is neither an object nor a list',
    },
    {
      name: 'a value into itself',
      patch: [{ op: 'move', from: '/a', path: '/a/b/0' }],
      sentence: 'move /a/b/0: a value cannot be moved into itself',
    },
    {
      name: 'the prototype',
      patch: [{ op: 'replace', path: '/constructor/name', value: 1 }],
      sentence: 'replace /constructor/name: there is no "constructor"',
    },
  ]
  test.each(refusals)('$name is refused by a sentence', ({ patch, sentence }) => {
    expect(() => applyJsonPatch(document, patch)).toThrow(new JsonPatchError(sentence))
  })

  test('the document given is never changed, and add then remove leads back to it', () => {
    const key = fc.string({ minLength: 1 }).map((text) => `new-${text}`)
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), key, fc.jsonValue(), (given, name, value) => {
        const before = structuredClone(given)
        const path = `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
        const added = applyJsonPatch(given, [{ op: 'add', path, value }])
        fc.pre(!Object.hasOwn(given, name))
        expect(sameJson(applyJsonPatch(added, [{ op: 'remove', path }]), before)).toBe(true)
        expect(sameJson(given, before)).toBe(true)
      }),
    )
  })

  test('a field named __proto__ is a field', () => {
    const result = applyJsonPatch({}, [{ op: 'add', path: '/__proto__', value: { polluted: true } }])
    expect(Object.hasOwn(Object(result), '__proto__')).toBe(true)
    expect('polluted' in {}).toBe(false)
  })
})
