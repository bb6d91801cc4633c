import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { matchesLabels, parseLabelSelector, selectorRequirements } from './label-selector.ts'

const labels = { app: 'reviews', version: 'v2', 'example.dev/tier': '' }

describe('label selectors', () => {
  test.each([
    ['', true],
    ['app=reviews', true],
    ['app==reviews,version=v2', true],
    ['app=ratings', false],
    ['app!=ratings', true],
    ['missing!=x', true],
    ['version in (v1, v2)', true],
    ['version in (v1,v3),app', false],
    ['version notin (v1)', true],
    ['missing notin (v1)', true],
    ['missing in (v1)', false],
    ['example.dev/tier', true],
    ['example.dev/tier=', true],
    ['!missing', true],
    ['!app', false],
  ])('"%s" matches: %s', (selector, expected) => {
    expect(matchesLabels(parseLabelSelector(selector), labels)).toBe(expected)
  })

  test.each(['a b', '=x', 'a in v1', 'a,,b', 'a=b=c', '-a', '(a)'])(
    '"%s" is refused by a sentence that quotes it',
    (selector) => {
      expect(() => parseLabelSelector(selector)).toThrow(/^label selector: ".*" is not understood; use KEY=VALUE/)
    },
  )

  test('a selector object means the same as its text', () => {
    const requirements = selectorRequirements({
      matchLabels: { app: 'reviews' },
      matchExpressions: [
        { key: 'version', operator: 'In', values: ['v1', 'v2'] },
        { key: 'old', operator: 'DoesNotExist' },
      ],
    })
    expect(requirements).toEqual(parseLabelSelector('app=reviews,version in (v1,v2),!old'))
  })

  test('names of the prototype are no labels', () => {
    expect(matchesLabels(parseLabelSelector('constructor'), {})).toBe(false)
  })

  const word = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/)
  test('In and NotIn are opposites for every label', () => {
    fc.assert(
      fc.property(
        fc.dictionary(word, word),
        word,
        fc.array(word, { minLength: 1, maxLength: 4 }),
        (given, key, values) => {
          const list = values.join(',')
          const isIn = matchesLabels(parseLabelSelector(`${key} in (${list})`), given)
          const isNotIn = matchesLabels(parseLabelSelector(`${key} notin (${list})`), given)
          expect(isIn).toBe(!isNotIn)
        },
      ),
    )
  })
})
