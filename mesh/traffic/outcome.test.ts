import { describe, expect, it } from 'vitest'
import { codeOf, failureOf, type Outcome } from './outcome.ts'

const cases: readonly (readonly [string, Outcome, string, string | undefined])[] = [
  ['a whole page', { kind: 'answered', status: 200, missingParts: '' }, '200', undefined],
  ['a page without reviews', { kind: 'answered', status: 200, missingParts: 'reviews' }, '200', 'incomplete_page'],
  [
    'an unknown path, which is the sender asking wrongly',
    { kind: 'answered', status: 404, missingParts: '' },
    '404',
    undefined,
  ],
  ['a server error', { kind: 'answered', status: 503, missingParts: '' }, '503', 'server_error'],
  ['no response', { kind: 'no-response', reason: 'refused' }, '0', 'refused'],
]

describe('the outcome of a request', () => {
  it.each(cases)('%s', (...[, outcome, code, failure]) => {
    expect(codeOf(outcome)).toBe(code)
    expect(failureOf(outcome)).toBe(failure)
  })
})
