import { describe, expect, test } from 'vitest'
import { allowedHosts, guardRequest, isForbiddenHeader } from './request-guard.ts'

const hosts = allowedHosts({ host: '127.0.0.1', port: 3000, more: ['heddle.example'] })
const head = (more: Partial<Parameters<typeof guardRequest>[0]>) => ({
  method: 'GET',
  url: '/',
  headers: { host: '127.0.0.1:3000' },
  ...more,
})

describe('the front', () => {
  test.each(['127.0.0.1:3000', 'localhost:3000', '[::1]:3000', 'LOCALHOST:3000', 'heddle.example'])(
    'serves the host name %s',
    (host) => {
      expect(guardRequest(head({ headers: { host } }), hosts)).toEqual({ pass: true })
    },
  )
  test.each([
    ['a foreign host name', { headers: { host: 'evil.example' } }, 421],
    ['no host name', { headers: {} }, 421],
    ['another port of this name', { headers: { host: '127.0.0.1:1' } }, 421],
    ['an absolute-form target', { url: 'http://169.254.169.254/' }, 400],
    ['an upgrade', { headers: { host: 'localhost:3000', upgrade: 'websocket' } }, 400],
    ['an endless address', { url: `/${'a'.repeat(9_000)}` }, 414],
    ['an unused method', { method: 'TRACE' }, 405],
  ])('refuses %s', (_what, more, status) => {
    expect(guardRequest(head(more), hosts)).toMatchObject({ pass: false, status })
  })
  test.each([
    ['x-middleware-subrequest', true],
    ['content-security-policy', true],
    ['x-forwarded-host', true],
    ['impersonate-user', true],
    ['accept', false],
    ['authorization', false],
  ])('the client header %s is dropped: %s', (name, dropped) => {
    expect(isForbiddenHeader(name)).toBe(dropped)
  })
})
