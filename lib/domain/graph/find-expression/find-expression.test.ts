import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { matchesFind, type FindSubject } from './evaluate.ts'
import type { FindExpression } from './expression.ts'
import { flagFields, numberFields, textFields } from './fields.ts'
import { linearPattern } from './linear-pattern.ts'
import { parseFind, usesPatterns } from './parser.ts'
import { printFind } from './print.ts'

const payment: FindSubject = {
  texts: { name: ['checkout', 'payment'], ns: ['boutique'], status: ['failing'], protocol: ['grpc'] },
  numbers: { errors: 0.071, p95: 1_240, rps: 4.3, mtls: 0.93, bytes: null, grpc: 4.3, '%grpcerr': 0.071 },
  flags: { failing: true, healthy: false, virtualservice: true },
  labels: [{ tier: 'front', 'app.kubernetes.io/name': 'checkout' }, { tier: 'money' }],
}

function finds(source: string, subject: FindSubject = payment): boolean {
  const parsed = parseFind(source, linearPattern)
  if (!parsed.ok || parsed.expression === null) throw new Error(`${source} does not parse`)
  return matchesFind(parsed.expression, subject)
}

function errorOf(source: string) {
  const parsed = parseFind(source, linearPattern)
  return parsed.ok ? null : parsed.error
}

describe('the find language', () => {
  it.each([
    ['errors > 1% and ns = boutique', true],
    ['errors > 1 and ns = boutique', true],
    ['errors > 8%', false],
    ['p95 > 300ms', true],
    ['p95 > 1.3s', false],
    ['p95 >= 1240', true],
    ['mtls < 100%', true],
    ['rps < 5', true],
    ['name ~ pay', true],
    ['name ~ PAY', true],
    ['name ~ p*t', true],
    ['name ~ t*p', false],
    ['name = pay', false],
    ['name != payment', false],
    ['name !~ cart', true],
    ['pay', true],
    ['cart', false],
    ['"check out"', false],
    ['not ns = boutique', false],
    ['not (name ~ cart or ns = data) and status = failing', true],
    ['protocol = tcp or protocol = grpc', true],
    ['name ^= pay', true],
    ['name $= ment', true],
    ['name *= ayme', true],
    ['name !^= pay', false],
    ['name !$= out', false],
    ['name !*= cart', true],
    ['name^=check AND namespace=boutique', true],
    ['! healthy', true],
    ['!healthy', true],
    ['is healthy or has vs', true],
    ['! is failing', false],
    ['rt > 1000', true],
    ['responsetime <= 1000', false],
    ['%grpcerr >= 5', true],
    ['grpc > 4', true],
    ['http > 0', false],
    ['p99 = NaN', true],
    ['p95 = NaN', false],
    ['p95 != NaN', true],
    ['label:tier = money', true],
    ['label:app.kubernetes.io/name ^= check', true],
    ['label:zone = a', false],
    ['name ~ /^pay(ment)?$/', true],
    ['name ~ /^PAY/', true],
    ['name !~ /cart|mail/', true],
    ['name =~ "check.ut"', true],
    ['name ~ /a b/ or ns = boutique', true],
    ['"failing"', false],
    ['rps > 240rpm', true],
  ])('%s is %s of a failing edge', (source, found) => expect(finds(source)).toBe(found))

  it('binds "and" closer than "or"', () => {
    expect(finds('ns = boutique or ns = data and name = nothing')).toBe(true)
    expect(finds('(ns = boutique or ns = data) and name = nothing')).toBe(false)
  })

  it('takes a number that is missing as neither small nor large', () => {
    for (const operator of ['<', '<=', '>', '>=', '=', '!=']) expect(finds(`bytes ${operator} 10kB`)).toBe(false)
    expect(finds('p99 > 0ms')).toBe(false)
  })

  it('finds nothing in particular when empty', () => {
    expect(parseFind('  ')).toEqual({ ok: true, expression: null })
  })

  it.each([
    ['errors >', 8, 'value is missing'],
    ['errors > abc', 9, 'not a number'],
    ['errors > 3ms', 9, '%'],
    ['errors ~ 3', 9, 'is a number'],
    ['ns > a', 0, 'is text'],
    ['colour = red', 0, 'not a field'],
    ['(name ~ a', 0, 'never closed'],
    ['name ~ "a', 7, 'never closed'],
    ['a b', 2, '"and" or "or"'],
    ['a and', 5, 'missing at the end'],
    ['= a', 0, 'field or a word'],
    ['a !', 2, '"and" or "or"'],
    ['a ^', 2, '"and" or "or"'],
    ['healthy = true', 0, 'is or is not so'],
    ['"ns" = a', 0, 'not a field'],
    ['p95 > NaN', 6, 'NaN'],
    ['name ~ /(/', 7, 'not a regular expression'],
    ['p95 ~ /a/', 6, 'is a number'],
    ['rank > 2ms', 7, 'not a number'],
  ])('says where %j is wrong', (source, at, words) => {
    const error = errorOf(source)
    expect(error?.at).toBe(at)
    expect(error?.message).toContain(words)
  })

  it('never throws, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (source) => {
        const parsed = parseFind(source)
        if (parsed.ok && parsed.expression !== null)
          expect(typeof matchesFind(parsed.expression, payment)).toBe('boolean')
        if (!parsed.ok) expect(parsed.error.at).toBeLessThanOrEqual(source.length)
      }),
    )
  })

  it('negates exactly', () => {
    fc.assert(
      fc.property(fc.constantFrom('errors > 1%', 'ns = data', 'name ~ pay', 'bytes > 1'), (source) => {
        expect(finds(`not (${source})`)).toBe(!finds(source))
      }),
    )
  })

  test('F5: a regular expression that would take others for ever takes no time', () => {
    const subject = { texts: { name: ['a'.repeat(20_000)] }, numbers: {} }
    const began = performance.now()
    expect(finds('name ~ /^(a+)+$b/', subject)).toBe(false)
    expect(performance.now() - began).toBeLessThan(1_000)
  })

  test('says whether the compiler of regular expressions is needed, and waits for it at the place', () => {
    expect(usesPatterns('name ~ /a/')).toBe(true)
    expect(usesPatterns('name =~ a')).toBe(true)
    expect(usesPatterns('name ~ a and p95 > 3')).toBe(false)
    expect(parseFind('name ~ /a/')).toEqual({
      ok: false,
      error: { at: 7, message: 'Regular expressions are not loaded yet.' },
    })
  })

  test.each(['('.repeat(5_000), 'not '.repeat(900), '!'.repeat(3_000), `${'('.repeat(200)}a${')'.repeat(200)}`])(
    'F9: nesting without end is an error, not a crash (%#)',
    (source) => expect(parseFind(source).ok).toBe(false),
  )

  test('F8: printing what was parsed gives what parses to the same, and stays as it is', () => {
    fc.assert(
      fc.property(expressions, (expression) => {
        const text = printFind(expression)
        const parsed = parseFind(text, linearPattern)
        const again = parsed.ok && parsed.expression !== null ? parsed.expression : null
        expect(again === null ? text : shapeOf(again)).toEqual(shapeOf(expression))
        expect(again === null ? '' : printFind(again)).toBe(text)
      }),
      { numRuns: 500 },
    )
  })

  test('F8: whatever parses can be printed and parsed again', () => {
    const pieces = fc.constantFrom(
      'name',
      'p95',
      '>',
      '=',
      '~',
      '/a/',
      '!',
      '(',
      ')',
      'and',
      'or',
      'not',
      'healthy',
      '3ms',
      '"x y"',
      '^=',
      'NaN',
      'is',
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 9 }), (words) => {
        const parsed = parseFind(words.join(' '), linearPattern)
        if (!parsed.ok || parsed.expression === null) return
        const again = parseFind(printFind(parsed.expression), linearPattern)
        expect(again.ok && again.expression !== null && shapeOf(again.expression)).toEqual(shapeOf(parsed.expression))
      }),
      { numRuns: 1_000 },
    )
  })
})

/** An expression without its compiled functions, which are never equal. */
function shapeOf(expression: FindExpression): unknown {
  return JSON.parse(JSON.stringify(expression))
}

const value = fc.string({ maxLength: 12 })
const numberOperator = fc.constantFrom('=', '!=', '<', '<=', '>', '>=' as const)
const leaf: fc.Arbitrary<FindExpression> = fc.oneof(
  fc.record({
    kind: fc.constant('text' as const),
    field: fc.constantFrom(...textFields.filter((field) => field !== 'kind'), 'label:tier' as const),
    operator: fc.constantFrom('=', '!=', '~', '!~', '^=', '!^=', '$=', '!$=' as const),
    value,
  }),
  fc.record({
    kind: fc.constant('number' as const),
    field: fc.constantFrom('errors', 'rps', 'p95', 'bytes', 'rank', '%httperr' as const),
    operator: numberOperator,
    value: fc.integer({ min: 0, max: 100_000 }).map((amount) => amount / 100),
  }),
  fc.record({
    kind: fc.constant('missing' as const),
    field: fc.constantFrom('p95', 'rps' as const),
    negated: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('flag' as const),
    field: fc.constantFrom(...flagFields.filter((flag) => flag !== 'mtls')),
  }),
  fc
    .record({ negated: fc.boolean(), source: fc.constantFrom('a', '^a/b$', '(x|y) z', String.raw`\/\d+`, 'a|b') })
    .map(({ negated, source }) => ({
      kind: 'pattern' as const,
      field: 'name' as const,
      negated,
      pattern: { source: source.replaceAll(String.raw`\/`, '/'), matches: () => true },
    })),
)
const { expressions } = fc.letrec<{ expressions: FindExpression }>((tie) => ({
  expressions: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.record({ kind: fc.constant('not' as const), inner: tie('expressions') }),
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      left: tie('expressions'),
      right: tie('expressions'),
    }),
  ),
}))

test('F2: every field is one thing only', () => {
  const all = [...textFields, ...Object.keys(numberFields), ...flagFields]
  expect(all.filter((name, place) => all.indexOf(name) !== place)).toEqual(['mtls'])
})
