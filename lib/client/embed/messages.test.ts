import { describe, expect, it } from 'vitest'
import {
  acceptMessage,
  fragmentToken,
  refusalByServer,
  refusalOfMessage,
  refusalSentences,
  sealed,
  tokenClaims,
} from './messages.ts'

const portal = 'https://portal.example'
const tokenFor = (origin: string) =>
  `h.${btoa(JSON.stringify({ origin, exp: 1_764_000_000, view: 'graph' })).replaceAll('=', '')}.s`
const init = (token: string) => ({ ns: 'heddle', v: 1, type: 'init', id: '1', payload: { token } })
const fromPortal = (data: unknown) => ({ data, origin: portal, fromParent: true })

describe('messages to the frame', () => {
  it('hand over a token that was made for the portal that sends it', () => {
    expect(acceptMessage(fromPortal(init(tokenFor(portal))))?.type).toBe('init')
  })

  it.each([
    ['of a window that is not the parent', { ...fromPortal(init(tokenFor(portal))), fromParent: false }],
    [
      'of another origin than the token names',
      { ...fromPortal(init(tokenFor(portal))), origin: 'https://evil.example' },
    ],
    ['with a token that is none', fromPortal(init('secret'))],
    ['of another name', fromPortal({ ...init(tokenFor(portal)), ns: 'other' })],
    ['of another version', fromPortal({ ...init(tokenFor(portal)), v: 2 })],
    ['of an unknown type', fromPortal({ ...init(tokenFor(portal)), type: 'write' })],
    ['without a payload', fromPortal({ ns: 'heddle', v: 1, type: 'init', id: '1' })],
    ['that are no objects', fromPortal('init')],
  ])('%s are not heard', (_what, event) => expect(acceptMessage(event)).toBeNull())

  it('may change the theme', () => {
    expect(
      acceptMessage(fromPortal({ ns: 'heddle', v: 1, type: 'theme', id: '2', payload: { theme: 'light' } }))?.type,
    ).toBe('theme')
  })
})

describe('P10: a token that is not taken', () => {
  it.each([
    ['that is none', fromPortal(init('secret')), 'TOKEN_REFUSED'],
    ['made for another site', fromPortal(init(tokenFor('https://other.example'))), 'TOKEN_OF_ANOTHER_ORIGIN'],
  ] as const)('%s is answered with its reason', (_what, event, reason) => {
    expect(refusalOfMessage(event)).toBe(reason)
    expect(refusalSentences[reason]).toMatch(/\.$/)
  })

  it.each([
    ['a good token', fromPortal(init(tokenFor(portal)))],
    ['a stranger', { ...fromPortal(init('secret')), fromParent: false }],
    ['a message that is not ours', fromPortal('init')],
    ['a theme', fromPortal({ ns: 'heddle', v: 1, type: 'theme', id: '2', payload: { theme: 'light' } })],
  ])('%s gets no refusal', (_what, event) => expect(refusalOfMessage(event)).toBeNull())

  it('by the server has run out when its own end is over, else it is refused', () => {
    expect(refusalByServer(tokenFor(portal), 1_764_000_000_000)).toBe('TOKEN_EXPIRED')
    expect(refusalByServer(tokenFor(portal), 1_763_999_900_000)).toBe('TOKEN_REFUSED')
    expect(refusalByServer('secret', 0)).toBe('TOKEN_REFUSED')
  })
})

describe('tokens', () => {
  it('say for whom and until when they are', () => {
    expect(tokenClaims(tokenFor(portal))).toEqual({ origin: portal, exp: 1_764_000_000 })
    expect(tokenClaims('a.b.c')).toBeNull()
    expect(tokenClaims('')).toBeNull()
  })

  it('may stand in the fragment', () => {
    expect(fragmentToken('#token=abc.def')).toBe('abc.def')
    expect(fragmentToken('#')).toBeNull()
    expect(fragmentToken('')).toBeNull()
  })
})

it('every message of the frame says whose and which version it is', () => {
  expect(sealed({ type: 'ready', payload: { view: 'graph' } }, '7')).toEqual({
    ns: 'heddle',
    v: 1,
    id: '7',
    type: 'ready',
    payload: { view: 'graph' },
  })
})
