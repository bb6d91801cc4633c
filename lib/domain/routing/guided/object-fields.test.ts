import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isObject, sameJson, type JsonObject } from '../../kubernetes/json.ts'
import { fieldAt, withField } from './object-fields.ts'

const key = fc.constantFrom('route', 'timeout', 'retries', 'fault', '__proto__', 'a')
const json = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.integer(),
    fc.string(),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(key, tie('value'), { minKeys: 1, maxKeys: 4 }),
  ),
})).value
const object = fc.dictionary(key, json, { minKeys: 1, maxKeys: 4 })
const keys = fc.array(key, { minLength: 1, maxLength: 4 })

/** The text of an object without the value at a path: what must not change. */
function restOf(of: unknown, [step, ...rest]: readonly (string | number)[]): string {
  if (step === undefined || !isObject(of)) return 'here'
  return JSON.stringify(
    Object.entries(of).map(([name, value]) => (name === step ? restOf(value, rest) : [name, value])),
  )
}

describe('R40 a guided edit changes its own field and nothing else', () => {
  it('reads what was written, and every other byte and the order of keys stay', () => {
    fc.assert(
      fc.property(object, keys, fc.integer(), (of, path, value) => {
        const before = JSON.stringify(of)
        const next = withField(of, path, value)
        expect(JSON.stringify(of)).toBe(before)
        if (fieldAt(next, path) !== value) {
          // The path runs through a value that has no fields: such an object stays as it is.
          expect(next).toEqual(of)
          return
        }
        if (fieldAt(of, path) !== undefined) expect(restOf(next, path)).toBe(restOf(of, path))
        else expect(sameJson(withField(next, path, undefined), of)).toBe(true)
      }),
    )
  })

  it('takes a field away with what is empty by it, never the spec, and leaves an object without it alone', () => {
    const of: JsonObject = { spec: { http: [{ name: 'a', retries: { attempts: 2 } }], host: 'x' } }
    expect(withField(of, ['spec', 'http', 0, 'retries', 'attempts'], undefined)).toEqual({
      spec: { http: [{ name: 'a' }], host: 'x' },
    })
    expect(withField({ spec: { host: 'x' } }, ['spec', 'host'], undefined)).toEqual({ spec: {} })
    expect(withField(of, ['spec', 'trafficPolicy', 'tls', 'mode'], undefined)).toBe(of)
    expect(withField(of, ['spec', 'http', 5, 'timeout'], '1s')).toEqual(of)
  })
})
