import fc from 'fast-check'
import { stringify } from 'yaml'
import { describe, expect, it } from 'vitest'
import { MAX_BYTES, MAX_DEPTH, parseYaml } from './parse-yaml.ts'

const faults = (text: string) => {
  const parsed = parseYaml(text)
  return parsed.ok ? [] : parsed.faults.map(({ line, column, message }) => `${line}:${column} ${message}`)
}
const bomb = [
  'a: &a [x, x]',
  ...'bcdefgh'.split('').map((key, place) => `${key}: &${key} [*${'abcdefg'[place]}, *${'abcdefg'[place]}]`),
].join('\n')

describe('YAML is refused, with line and column:', () => {
  it.each([
    ['a typing error', 'kind: X\nspec: [1,', '2:10'],
    ['a key that is there twice', 'kind: X\nspec:\n  a: 1\n  a: 2', '4:3'],
    ['an alias', 'a: &x 1\nb: *x', '1:7 anchors'],
    ['a bomb of aliases', bomb, '1:7 anchors'],
    ['a key that reaches into JavaScript', 'kind: X\n__proto__:\n  polluted: true', '2:1 __proto__'],
    ['a constructor', 'spec:\n  constructor: {prototype: {a: 1}}', '2:3 constructor'],
    ['two documents', 'a: 1\n---\nb: 2', '2:1'],
    ['a list', '- a', '1:1 this is no object'],
    ['nothing', '', '1:1 this is no object'],
    ['brackets without end', `a: ${'['.repeat(MAX_DEPTH + 1)}`, `1:${MAX_DEPTH + 4} nested`],
    ['lists in lists', `${'- '.repeat(MAX_DEPTH + 1)}a`, '1:1 nested'],
    ['too much', `a: ${'x'.repeat(MAX_BYTES)}`, '1:1 the text has more'],
  ])('%s', (_, text, expected) => {
    expect(faults(text)[0]?.startsWith(expected)).toBe(true)
    expect({}).not.toHaveProperty('polluted')
  })

  it('names every fault, not only the first', () => {
    expect(faults('a: &x 1\nb: *x\nc: *x').length).toBeGreaterThan(1)
  })
})

describe('YAML is read', () => {
  it('and tells where a field stands, or the nearest one above it', () => {
    const parsed = parseYaml('kind: VirtualService\nspec:\n  http:\n  - timeout: 5s\n    route: []\n')
    if (!parsed.ok) throw new Error('refused')
    expect(parsed.object).toEqual({ kind: 'VirtualService', spec: { http: [{ timeout: '5s', route: [] }] } })
    expect(parsed.place(['spec', 'http', 0, 'timeout'])).toEqual({ line: 4, column: 5 })
    expect(parsed.place(['spec', 'http', 0, 'retries', 'attempts'])).toEqual({ line: 4, column: 5 })
    expect(parsed.place(['nothing'])).toEqual({ line: 1, column: 1 })
  })

  it('as what was written (300 random objects)', () => {
    const value = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.string({ maxLength: 12 }),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), tie('value'), { maxKeys: 3 }),
      ),
    })).value
    const object = fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), value, { minKeys: 1, maxKeys: 4 })
    fc.assert(
      fc.property(object, (written) => {
        const parsed = parseYaml(stringify(written, { aliasDuplicateObjects: false }))
        expect(parsed.ok && parsed.object).toEqual(written)
      }),
      { numRuns: 300 },
    )
  })
})
