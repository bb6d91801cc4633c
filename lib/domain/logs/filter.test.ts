import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lineMatcher, parseLineFilter, type FilteredLine } from './line-filter.ts'
import { MASK, maskNamed, maskSecrets } from './mask-secrets.ts'
import { parseLogLine } from './parse-line.ts'

const line: FilteredLine = {
  level: 'error',
  message: 'GET /reviews/0 503 UF,URX 12 ms',
  pod: 'reviews-v1-abc',
  container: 'istio-proxy',
  workload: 'reviews-v1',
  traceId: null,
  access: { method: 'GET', path: '/reviews/0', responseCode: '503', flags: 'UF,URX', durationMs: '12' },
}
const matches = (text: string) => {
  const parsed = parseLineFilter(text)
  if ('fault' in parsed) throw new Error(parsed.fault)
  return lineMatcher(parsed.terms)(line)
}

describe('the filter of lines (LG2, LG3)', () => {
  it.each([
    ['', true],
    ['reviews 503', true],
    ['"reviews/0 503"', true],
    ['"503 reviews"', false],
    ['/rev.*s\\/\\d/', true],
    ['-/rev.*s/', false],
    ['level=error', true],
    ['level!=error', false],
    ['-level=warn', true],
    ['code>=500', true],
    ['code<500', false],
    ['status=503 flag=UF', true],
    ['flag=DC', false],
    ['duration>10', true],
    ['path~"^/rev"', true],
    ['workload=reviews-v1 container=istio-proxy', true],
    ['attempts>0', false],
    ['colour=red', false],
  ])('%j: %s', (text, expected) => {
    expect(matches(text)).toBe(expected)
  })

  it.each([
    ['/pro(duct/', 'has /pro(duct/, which is not a regular expression: missing closing ).'],
    ['path~"["', 'is not a regular expression'],
    ['code>=many', 'has "many", which is not a number'],
    ['a '.repeat(13), 'at most 12 terms'],
    [`/${'x'.repeat(201)}/`, 'at most 200 characters'],
  ])('refuses %j by one sentence', (text, fault) => {
    expect(parseLineFilter(text)).toEqual({ fault: expect.stringContaining(fault) as string })
  })

  it('takes as long for a pattern that makes others explode as for any', () => {
    const parsed = parseLineFilter('/^(a+)+$/')
    if ('fault' in parsed) throw new Error(parsed.fault)
    const started = performance.now()
    lineMatcher(parsed.terms)({ ...line, access: null, message: `${'a'.repeat(5_000)}!` })
    expect(performance.now() - started).toBeLessThan(2_000)
  })

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (text) => {
        const parsed = parseLineFilter(text)
        if ('fault' in parsed) return
        lineMatcher(parsed.terms)(line)
      }),
    )
  })
})

const canary = 'S3cretCanary0123456789'

describe('secrets in lines (LG6)', () => {
  it.each([
    `authorization: Bearer ${canary}`,
    `Authorization="Basic ${canary}=="`,
    `{"headers":{"authorization":"Bearer ${canary}"}}`,
    `cookie: session=${canary}; other=${canary}`,
    `set-cookie: id=${canary}; HttpOnly`,
    `GET /login?user=a&password=${canary}&x=1`,
    `GET /cb?access_token=${canary}`,
    `GET /x?api_key=${canary}&y`,
    `{"password":"${canary} with spaces","user":"a"}`,
    `token=${canary}, next`,
    `client_secret: '${canary}'`,
    `called with bearer ${canary}`,
    `jwt eyJhbGciOiJI.${canary}.${canary}`,
    `postgres://user:${canary}@db:5432/x`,
    `-----BEGIN RSA PRIVATE KEY-----\n${canary}\n-----END RSA PRIVATE KEY-----`,
    `x-api-key=${canary}`,
  ])('are masked: %s', (text) => {
    expect(maskSecrets(text)).not.toContain(canary)
    expect(maskSecrets(text)).toContain(MASK)
  })

  it.each([
    'GET /reviews/0 503 UF 12 ms',
    'signal received',
    'tokens=5 used of the budget',
    'the author of this page',
    'keyboard=qwerty',
    'monkey: 5',
    'outbound|9080||reviews.bookinfo.svc.cluster.local',
    'http://reviews:9080/reviews/1',
  ])('leave %j alone', (text) => {
    expect(maskSecrets(text)).toBe(text)
  })

  it('keep what is beside them', () => {
    expect(maskSecrets(`GET /login?user=a&password=${canary}&x=1 200`)).toBe(
      `GET /login?user=a&password=${MASK}&x=1 200`,
    )
  })

  it('are masked in the message and in every field of an access log line', () => {
    const path = `/login?token=${canary}`
    const text = JSON.stringify({ start_time: '2026-11-24T10:00:00Z', method: 'GET', path, response_code: 200 })
    expect(JSON.stringify(parseLogLine(`2026-11-24T10:00:00Z ${text}`))).not.toContain(canary)
    expect(JSON.stringify(parseLogLine(`2026-11-24T10:00:00Z password=${canary}`))).not.toContain(canary)
    expect(JSON.stringify(parseLogLine(`2026-11-24T10:00:00Z {"msg":"hi","password":"${canary}"}`))).not.toContain(
      canary,
    )
  })

  it('are masked by the name of a tag, whatever its value', () => {
    expect(maskNamed('http.request.header.authorization', canary)).toBe(MASK)
    expect(maskNamed('http.url', `http://x/?sig=${canary}`)).toBe(`http://x/?sig=${MASK}`)
    expect(maskNamed('http.method', 'GET')).toBe('GET')
  })

  it('take linear time on a line made to be slow', () => {
    const started = performance.now()
    maskSecrets(`${'password'.repeat(2_000)} ${'token='.repeat(2_000)} ${'a:'.repeat(4_000)}`)
    expect(performance.now() - started).toBeLessThan(1_000)
  })
})
