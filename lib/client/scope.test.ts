import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseScope, queryString, withScope, type Scope } from './scope.ts'

const scopes: fc.Arbitrary<Scope> = fc.record({
  namespaces: fc
    .uniqueArray(fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/), { maxLength: 4 })
    .map((names) => names.toSorted()),
  window: fc.constantFrom(undefined, '60s', '5m', '1h30m', '7d'),
  at: fc.constantFrom(undefined, '1764000000', '2026-11-24T09:00:00Z'),
})

describe('the scope in the URL', () => {
  it('survives being written and read, and leaves other parameters alone', () => {
    fc.assert(
      fc.property(scopes, (scope) => {
        const written = new URLSearchParams(queryString(withScope(new URLSearchParams('view=table'), scope)))
        expect(parseScope(written)).toEqual(scope)
        expect(written.get('view')).toBe('table')
      }),
    )
  })

  it.each(['namespaces=Bad_Name', 'window=soon', 'at=yesterday', 'namespaces=,,'])(
    'ignores what it does not understand: %s',
    (query) => {
      expect(parseScope(new URLSearchParams(query))).toEqual({ namespaces: [], window: undefined, at: undefined })
    },
  )

  it('keeps commas and slashes readable', () => {
    expect(queryString(new URLSearchParams({ namespaces: 'a,b', at: '2026-11-24T09:00:00Z' }))).toBe(
      '?namespaces=a,b&at=2026-11-24T09:00:00Z',
    )
  })
})
