import { describe, expect, test } from 'vitest'
import { contentSecurityPolicy, frameAncestors, securityHeaders } from './security-headers.ts'

const origins = ['https://portal.example']

describe('security headers', () => {
  test.each([
    ['/graph', "'self'"],
    ['/embedded', "'self'"],
    ['/embed/graph', "'self' https://portal.example"],
  ])('%s may be framed by %s', (path, ancestors) => {
    expect(frameAncestors(path, origins)).toBe(ancestors)
  })
  test('scripts run by nonce only', () => {
    const policy = contentSecurityPolicy('abc', "'self'")
    expect(policy).toContain("script-src 'self' 'nonce-abc'")
    expect(/script-src[^;]*unsafe/.test(policy)).toBe(false)
  })
  test('only embeds go without X-Frame-Options', () => {
    expect(securityHeaders('/graph', '')['X-Frame-Options']).toBe('SAMEORIGIN')
    expect(securityHeaders('/embed/graph', '')['X-Frame-Options']).toBeUndefined()
  })
  test("another site's page may load the embed client, and nothing else", () => {
    expect(securityHeaders('/embed.js', '')['Cross-Origin-Resource-Policy']).toBe('cross-origin')
    expect(securityHeaders('/embed.js', '')['Access-Control-Allow-Origin']).toBe('*')
    expect(securityHeaders('/api/graph', '')['Cross-Origin-Resource-Policy']).toBe('same-origin')
    expect(securityHeaders('/embed/graph', '')['Access-Control-Allow-Origin']).toBeUndefined()
  })
  test('only hashed static files may be kept by a cache', () => {
    expect(securityHeaders('/api/graph', '')['Cache-Control']).toBe('no-store, private')
    expect(securityHeaders('/_next/static/a.js', '')['Cache-Control']).toBeUndefined()
  })
})
