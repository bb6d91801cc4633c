import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { authenticate, isForged, localPath } from './authenticate.ts'
import { signEmbedToken } from './embed-token.ts'
import { linkFailure } from './link-failure.ts'
import { LoginLimiter } from './login-limiter.ts'
import { sessionCookie, sessionSeconds, signSession } from './session-token.ts'

const token = 'a-token-of-more-than-24-characters'
const now = 1_800_000_000
const bearer = (value: string) => ({ authorization: `Bearer ${value}`, cookie: null })
const withCookie = (value: string) => ({ authorization: null, cookie: `other=1; ${sessionCookie}=${value}` })

describe('who asks', () => {
  test('the API token may everything', async () => {
    expect(await authenticate(bearer(token), token, now)).toMatchObject({
      kind: 'token',
      namespaces: 'all',
      canWrite: true,
    })
  })
  test('a session lives its time and ends', async () => {
    const session = await signSession(token, now)
    expect(await authenticate(withCookie(session), token, now + sessionSeconds - 1)).toMatchObject({ kind: 'session' })
    expect(await authenticate(withCookie(session), token, now + sessionSeconds + 1)).toBeUndefined()
  })
  test('a session of another API token is nobody', async () => {
    const session = await signSession('another-token-of-24-characters', now)
    expect(await authenticate(withCookie(session), token, now)).toBeUndefined()
  })
  test('an embed token reads its namespaces only, and is no session', async () => {
    const embed = await signEmbedToken(
      { view: 'graph', namespaces: ['a'], origin: 'https://p.example', ttlSeconds: 60 },
      token,
      now,
    )
    expect(await authenticate(bearer(embed.token), token, now)).toMatchObject({
      kind: 'embed',
      namespaces: ['a'],
      canWrite: false,
    })
    expect(await authenticate(bearer(embed.token), token, now + 61)).toBeUndefined()
    expect(await authenticate(withCookie(embed.token), token, now)).toBeUndefined()
  })
  test('a session is no bearer token', async () => {
    expect(await authenticate(bearer(await signSession(token, now)), token, now)).toBeUndefined()
  })
  test('a wrong bearer is not saved by a good cookie', async () => {
    const session = await signSession(token, now)
    expect(
      await authenticate({ authorization: 'Bearer nope', cookie: withCookie(session).cookie }, token, now),
    ).toBeUndefined()
  })
  test('nothing that is not a token gets in, and nothing throws', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.string(), async (authorization, cookie) => {
        expect(await authenticate({ authorization, cookie }, token, now)).toBeUndefined()
      }),
    )
  })
})

describe('a forged write', () => {
  const session = { subject: 's', kind: 'session', namespaces: 'all', canWrite: true, expiresAt: null } as const
  const own = { origin: 'http://localhost:3000', contentType: 'application/json', host: 'localhost:3000' }
  test.each([
    ['our own page', own, false],
    ['another origin', { ...own, origin: 'https://evil.example' }, true],
    ['the same name at another port', { ...own, origin: 'http://localhost:9' }, true],
    ['no origin', { ...own, origin: null }, true],
    ['a form', { ...own, contentType: 'text/plain' }, true],
    ['an opaque origin', { ...own, origin: 'null' }, true],
  ])('%s: %o is forged: %s', (_what, request, forged) => {
    expect(isForged(request, session)).toBe(forged)
  })
  test('a bearer token is its own proof', () => {
    expect(
      isForged({ origin: 'https://ci.example', contentType: null, host: 'x' }, { ...session, kind: 'token' }),
    ).toBe(false)
  })
})

describe('where signing in leads', () => {
  test.each([
    ['/graph?window=5m', '/graph?window=5m'],
    ['//evil.example', '/overview'],
    ['/\\evil.example', '/overview'],
    ['https://evil.example', '/overview'],
    ['/login?token=x', '/overview'],
    ['javascript:alert(1)', '/overview'],
    ['/a\r\nSet-Cookie: x', '/overview'],
    [null, '/overview'],
  ])('%j leads to %s', (returnTo, path) => {
    expect(localPath(returnTo)).toBe(path)
  })
  test('always to a path of ours', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(new URL(localPath(text), 'http://own.example').host).toBe('own.example')
      }),
    )
  })
})

describe('the login limiter', () => {
  test('refuses the sixth try and allows it again after five minutes', () => {
    const limiter = new LoginLimiter()
    for (let index = 0; index < 5; index++) limiter.failed('a', index)
    expect(limiter.check('a', 10)).toEqual({ allowed: false, retryAfterSeconds: 300 })
    expect(limiter.check('b', 10)).toEqual({ allowed: true })
    expect(limiter.check('a', 5 * 60_000 + 5)).toEqual({ allowed: true })
  })
  test('stays bounded and closed when more sources fail than it can remember', () => {
    const limiter = new LoginLimiter()
    for (let index = 0; index < 10_000; index++) limiter.failed(`source-${index}`, 0)
    expect(limiter.check('new', 1)).toMatchObject({ allowed: false })
  })
})

describe('why a link did not sign in', () => {
  test.each([
    [undefined, undefined],
    ['UNAUTHENTICATED', 'The link did not sign you in: it belongs to another run of Heddle.'],
    ['RATE_LIMITED', 'Too many wrong tokens were tried from here: wait five minutes, then open the link again.'],
    ['<b>anything</b>', 'The link did not sign you in: the console failed to answer.'],
  ])('%s', (code, sentence) => expect(linkFailure(code)).toBe(sentence))
})
