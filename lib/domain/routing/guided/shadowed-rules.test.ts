import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shadowedRules } from './shadowed-rules.ts'

const object = (...rules: readonly unknown[]) => ({ spec: { http: rules } })
const on = (...match: readonly unknown[]) => ({ match, route: [] })

describe('R44 a rule that an earlier one leaves nothing', () => {
  it.each([
    ['a rule without conditions', on(), on({ uri: { exact: '/a' } }), true],
    ['a shorter prefix', on({ uri: { prefix: '/a' } }), on({ uri: { prefix: '/ab' } }), true],
    ['a longer prefix', on({ uri: { prefix: '/ab' } }), on({ uri: { prefix: '/a' } }), false],
    ['an expression that takes the exact path', on({ uri: { regex: '/a.*' } }), on({ uri: { exact: '/abc' } }), true],
    ['an expression that takes a part of it', on({ uri: { regex: '/a' } }), on({ uri: { exact: '/abc' } }), false],
    ['fewer conditions', on({ method: { exact: 'GET' } }), on({ method: { exact: 'GET' }, port: 80 }), true],
    ['more conditions', on({ method: { exact: 'GET' }, port: 80 }), on({ method: { exact: 'GET' } }), false],
    ['presence of a header', on({ headers: { a: {} } }), on({ headers: { a: { exact: 'x' } } }), true],
    ['another header', on({ headers: { a: {} } }), on({ headers: { b: {} } }), false],
    ['one of two alternatives', on({ port: 80 }), on({ port: 80 }, { port: 81 }), false],
    ['labels that are fewer', on({ sourceLabels: { a: '1' } }), on({ sourceLabels: { a: '1', b: '2' } }), true],
    ['headers that must be missing', on({ withoutHeaders: { a: {} } }), on(), false],
    ['another case', on({ uri: { prefix: '/a' } }), on({ uri: { prefix: '/a' }, ignoreUriCase: true }), false],
  ])('by %s', (_, ...[earlier, later, isShadowed]) => {
    expect(shadowedRules(object(earlier, later))).toEqual(isShadowed ? [{ rule: 1, by: 0 }] : [])
  })

  it('is never claimed while some request still reaches it', () => {
    const text = fc.constantFrom('', 'a', 'ab', 'b')
    const matcher = fc.oneof(
      fc.record({ exact: text }),
      fc.record({ prefix: text }),
      fc.record({ regex: fc.constantFrom('a', 'a.*', '.*', 'b?') }),
    )
    const match = fc.record(
      { uri: matcher, method: matcher, headers: fc.record({ x: matcher, y: matcher }, { requiredKeys: [] }) },
      { requiredKeys: [] },
    )
    const rule = fc.record({ match: fc.array(match, { maxLength: 2 }) })
    const request = fc.record({ uri: text, method: text, x: fc.option(text), y: fc.option(text) })
    fc.assert(
      fc.property(rule, rule, request, (earlier, later, asked) => {
        fc.pre(shadowedRules(object(earlier, later)).length > 0 && takes(later.match, asked))
        expect(takes(earlier.match, asked)).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
})

type Matcher = { exact?: string; prefix?: string; regex?: string }
type Match = { uri?: Matcher; method?: Matcher; headers?: { x?: Matcher; y?: Matcher } }
type Asked = { uri: string; method: string; x: string | null; y: string | null }

/** Matching as Envoy does it, told in another way than the code under test. */
function takes(matches: readonly Match[], asked: Asked): boolean {
  if (matches.length === 0) return true
  return matches.some(
    ({ uri, method, headers }) =>
      holds(uri, asked.uri) && holds(method, asked.method) && holds(headers?.x, asked.x) && holds(headers?.y, asked.y),
  )
}

function holds(matcher: Matcher | undefined, text: string | null): boolean {
  if (matcher === undefined) return true
  if (text === null) return false
  if (matcher.exact !== undefined) return text === matcher.exact
  if (matcher.prefix !== undefined) return text.startsWith(matcher.prefix)
  return new RegExp(`^(?:${matcher.regex ?? ''})$`).test(text)
}
