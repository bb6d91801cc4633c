import { describe, expect, test } from 'vitest'
import { appAddress, maxServiceIndex, podAddress, serviceAddress } from './addresses.ts'

describe('loopback addresses of a pod', () => {
  test('pod, app and services share one /24', () => {
    const ip = podAddress(16, 7)
    expect([ip, appAddress(ip), serviceAddress(ip, 0), serviceAddress(ip, maxServiceIndex)]).toEqual([
      '127.16.7.1',
      '127.16.7.2',
      '127.16.7.10',
      '127.16.7.253',
    ])
  })
  test.each([-1, maxServiceIndex + 1, 1.5, Number.NaN])('an index of %s is refused', (index) => {
    expect(() => serviceAddress('127.16.7.1', index)).toThrow(RangeError)
  })
})
