import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { catalogue } from '../catalogue.ts'
import { frame, unframe } from './grpc-frame.ts'
import { services } from './services.ts'

describe('a gRPC message', () => {
  test('is read as it was written', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const message: unknown = JSON.parse(text)
        // JSON knows no negative zero.
        expect(JSON.stringify(unframe(frame(message)))).toBe(JSON.stringify(message))
      }),
    )
  })

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['less than it says', frame({ a: 1 }).subarray(0, 8)],
    ['compressed bytes', Buffer.concat([Buffer.from([1]), frame({}).subarray(1)])],
  ])('is refused when it is %s', (_, bytes) => {
    expect(() => unframe(bytes)).toThrow('not one gRPC message')
  })
})

describe('the shop', () => {
  test('calls only services that it has, by the protocol that they speak', () => {
    const calls = Object.values(services).flatMap(({ calls: made }) => made)
    const wrong = calls.filter(({ service, over }) => {
      if (over === 'store') return service !== 'cart-store'
      if (over === 'outside') return services[service] !== undefined
      return services[service]?.protocol !== over
    })
    expect(wrong).toEqual([])
  })

  test('has a program for each of its images', () => {
    for (const name of [...Object.keys(services), 'cart-store']) expect(catalogue).toHaveProperty(`boutique-${name}`)
  })
})
