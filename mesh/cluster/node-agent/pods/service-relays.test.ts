import { describe, expect, test } from 'vitest'
import { readyTargets } from './service-relays.ts'

const slice = (ready: boolean | null, address: string) => ({
  ports: [
    { name: 'http', port: 9080 },
    { name: 'tcp', port: 7000 },
  ],
  endpoints: [{ addresses: [address], conditions: { ready } }],
})

describe('where a Service leads', () => {
  test('are its ready endpoints, at the port of the name', () => {
    const items = [slice(true, '127.1.1.1'), slice(false, '127.1.2.1'), slice(null, '127.1.3.1')]
    expect(readyTargets({ items }, 'tcp')).toEqual([
      { host: '127.1.1.1', port: 7000 },
      { host: '127.1.3.1', port: 7000 },
    ])
  })

  test('is nowhere without endpoints, ports or the name', () => {
    expect(readyTargets({ items: [] }, 'http')).toEqual([])
    expect(readyTargets({ items: [{ ports: null, endpoints: null }] }, 'http')).toEqual([])
    expect(readyTargets({ items: [slice(true, '127.1.1.1')] }, 'grpc')).toEqual([])
  })
})
