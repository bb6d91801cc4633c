import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyJsonPatch } from './json-patch.ts'

const document = { a: { list: [1, 2, 3], 'with/slash': 'x' }, b: null }

describe('JSON patch of the memory twin', () => {
  test.each([
    [
      'replaces',
      [{ op: 'replace', path: '/a/list/1', value: 9 }],
      { a: { list: [1, 9, 3], 'with/slash': 'x' }, b: null },
    ],
    [
      'adds into a list',
      [{ op: 'add', path: '/a/list/0', value: 0 }],
      { a: { list: [0, 1, 2, 3], 'with/slash': 'x' }, b: null },
    ],
    [
      'adds at the end',
      [{ op: 'add', path: '/a/list/-', value: 4 }],
      { a: { list: [1, 2, 3, 4], 'with/slash': 'x' }, b: null },
    ],
    ['removes', [{ op: 'remove', path: '/b' }], { a: { list: [1, 2, 3], 'with/slash': 'x' } }],
    [
      'understands escapes',
      [{ op: 'replace', path: '/a/with~1slash', value: 'y' }],
      { a: { list: [1, 2, 3], 'with/slash': 'y' }, b: null },
    ],
    ['passes a test that holds', [{ op: 'test', path: '/a/list', value: [1, 2, 3] }], document],
  ])('%s', (_what, patch, expected) => {
    expect(applyJsonPatch(document, patch)).toEqual(expected)
  })
  test('stops at a test that does not hold', () => {
    expect(() => applyJsonPatch(document, [{ op: 'test', path: '/b', value: 1 }])).toThrow('test failed')
  })
  test('never alters what it was given', () => {
    fc.assert(
      fc.property(fc.json(), (value) => {
        const before = JSON.stringify(document)
        applyJsonPatch(document, [
          { op: 'add', path: '/c', value },
          { op: 'remove', path: '/a' },
        ])
        expect(JSON.stringify(document)).toBe(before)
      }),
    )
  })
})
