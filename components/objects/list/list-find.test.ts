import { describe, expect, it, test } from 'vitest'
import { linearPattern } from '../../../lib/domain/graph/find-expression/linear-pattern.ts'
import { parseFind } from '../../../lib/domain/graph/find-expression/parser.ts'
import { fieldsOf, isFound, missingField, readListFind } from './list-find.ts'
import { thingSubject } from './thing-subject.ts'

const traffic = { rps: 12, errorRatio: 0.02, p95Ms: 340, bytesPerSecond: null, mtlsRatio: 1 }
const labels = { app: 'cart', tier: 'back' }
const cart = {
  searchText: 'shop/cart-v1\napp=cart\ntier=back',
  subject: thingSubject(
    { name: 'cart-v1', namespace: 'shop', health: { status: 'degraded', reasons: [] }, inbound: traffic },
    labels,
    { texts: { version: ['v1'], app: ['cart'] } },
  ),
}
const finds = (text: string) => isFound(readListFind(text, linearPattern), cart)

describe('P12: a list is found in by words or by an expression', () => {
  test.each([
    ['cart', true],
    ['SHOP cart', true],
    ['shop pay', false],
    ['tier=back', true],
    ['tier=front', false],
    ['cart app=cart', true],
    ['cart app=pay', false],
    ['', true],
  ])('words: %s', (text, found) => expect(finds(text)).toBe(found))

  test.each([
    ['errors > 1% and p95 > 300ms', true],
    ['errors > 5%', false],
    ['app=cart', true],
    ['app=car', false],
    ['ns = shop and version != v1', false],
    ['degraded', true],
    ['failing', false],
    ['not healthy', true],
    ['name ~ /^cart-v[12]$/', true],
    ['label:tier = back or label:tier = front', true],
    ['bytes > 1kB', false],
    ['bytes = NaN', true],
    ['mtls < 100%', false],
  ])('expression: %s', (text, found) => expect(finds(text)).toBe(found))

  it('hides nothing for a mistake and says where it is', () => {
    expect(readListFind('errors > cart')).toMatchObject({ kind: 'error', error: { at: 9 } })
    expect(finds('errors > cart')).toBe(true)
    expect(finds('(name = pay')).toBe(true)
  })

  test.each([
    ['operation = get', 'operation'],
    ['rps > 1 and not p99 > 2s', 'p99'],
    ['mirroring', 'mirroring'],
    ['label:team = red', null],
    ['version = v1 and traffic', null],
  ])('%s: the field that things of the list do not have', (text, missing) => {
    const parsed = parseFind(text)
    const expression = parsed.ok ? parsed.expression : null
    expect(expression === null ? undefined : missingField(expression, cart.subject)).toBe(missing)
  })

  it('offers the fields that things of the list have', () => {
    expect(fieldsOf(cart.subject)).toEqual(expect.arrayContaining(['name', 'errors', 'degraded', 'version']))
    expect(fieldsOf(cart.subject)).not.toContain('p99')
  })
})
