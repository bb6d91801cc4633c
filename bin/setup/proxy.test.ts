import { describe, expect, test } from 'vitest'
import { proxyEnvironment, withoutProxy } from './proxy.mjs'

describe('the environment behind a proxy', () => {
  test('apt hears of it under its own names; what is set already stays', () => {
    expect(proxyEnvironment({ HTTP_PROXY: 'http://p:1', HTTPS_PROXY: 'http://p:2' })).toEqual({
      http_proxy: 'http://p:1',
      https_proxy: 'http://p:2',
    })
    expect(proxyEnvironment({ HTTP_PROXY: 'http://p:1', http_proxy: 'http://q:1' })).toEqual({})
    expect(proxyEnvironment({})).toEqual({})
  })

  test('the mesh, which is all loopback, never hears of it', () => {
    const proxied = {
      HTTP_PROXY: 'p',
      http_proxy: 'p',
      HTTPS_PROXY: 'p',
      https_proxy: 'p',
      ALL_PROXY: 'p',
      grpc_proxy: 'p',
      NO_PROXY: 'x',
      NODE_USE_ENV_PROXY: '1',
    }
    expect(withoutProxy({ ...proxied, PATH: '/bin', HEDDLE_TOOLS: '/t' })).toEqual({ PATH: '/bin', HEDDLE_TOOLS: '/t' })
  })
})
