import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pathText } from '../changes/three-way.ts'
import { fieldPath } from './field-path.ts'

describe('the steps of a path', () => {
  test.each([
    ['spec.http[0].route[1].destination.subset', ['spec', 'http', 0, 'route', 1, 'destination', 'subset']],
    ['spec.subsets[0].labels["app.kubernetes.io/name"]', ['spec', 'subsets', 0, 'labels', 'app.kubernetes.io/name']],
    ['', []],
  ])('%s', (text, steps) => expect(fieldPath(text)).toEqual(steps))

  test.each(['spec..http', 'spec[', 'spec[x]', 'spec http', '["a'])('%s is no path', (text) =>
    expect(fieldPath(text)).toBeNull(),
  )

  test('whatever is written as a path is read back', () => {
    const steps = fc.array(fc.oneof(fc.string(), fc.nat(999)), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(steps, (path) => {
        expect(fieldPath(pathText(path))).toEqual(path)
      }),
    )
  })
})
