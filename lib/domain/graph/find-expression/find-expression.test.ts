import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matchesFind, type FindSubject } from './evaluate.ts'
import { parseFind } from './parser.ts'

const payment: FindSubject = {
  texts: { name: ['checkout', 'payment'], ns: ['boutique'], status: ['failing'], protocol: ['grpc'] },
  numbers: { errors: 0.071, p95: 1_240, rps: 4.3, mtls: 0.93, bytes: null },
}

function finds(source: string, subject: FindSubject = payment): boolean {
  const parsed = parseFind(source)
  if (!parsed.ok || parsed.expression === null) throw new Error(`${source} does not parse`)
  return matchesFind(parsed.expression, subject)
}

function errorOf(source: string) {
  const parsed = parseFind(source)
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
    ['a !', 2, 'cannot stand'],
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
})
