import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isObject } from '../../kubernetes/json.ts'
import type { JsonPatchOperation } from '../patch.ts'
import { patchBetween, patchSummary } from './object-patch.ts'

const key = fc.constantFrom('route', 'time/out', 're~tries', 'fault')
const json = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.integer({ min: 0, max: 3 }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(key, tie('value'), { maxKeys: 3 }),
  ),
})).value
const object = fc.dictionary(key, json, { maxKeys: 4 })

describe('R41 the patch of a guided edit', () => {
  it('makes the one object of the other, whatever they are', () => {
    fc.assert(
      fc.property(object, object, (before, after) => {
        expect(patchBetween(before, after).reduce<unknown>(applied, before)).toEqual(after)
      }),
    )
  })

  it('tests each value that it replaces or removes, so it can only land on the object it was made for', () => {
    fc.assert(
      fc.property(object, object, (before, after) => {
        const patch = patchBetween(before, after)
        const unguarded = patch.filter(
          ({ op, path }, place) => (op === 'replace' || op === 'remove') && patch[place - 1]?.path !== path,
        )
        expect(unguarded).toEqual([])
      }),
    )
  })

  it('moves a rule by taking it out and putting it in, and leaves the others alone', () => {
    const [a, b, c] = [{ name: 'a' }, { name: 'b' }, { name: 'c' }]
    expect(patchBetween({ http: [a, b, c] }, { http: [a, c, b] })).toEqual([
      { op: 'test', path: '/http/1', value: b },
      { op: 'remove', path: '/http/1' },
      { op: 'add', path: '/http/2', value: b },
    ])
    expect(patchBetween({ http: [a, b] }, { http: [c, a, b] })).toEqual([{ op: 'add', path: '/http/0', value: c }])
  })

  it('is said in one line', () => {
    const before = { spec: { http: [{ timeout: '3s' }] } }
    expect(patchSummary(patchBetween(before, { spec: { http: [{ timeout: '5s' }] } }))).toBe(
      'spec.http[0].timeout changed',
    )
    const more = patchBetween(before, { spec: { http: [{ timeout: '5s', retries: {}, fault: {} }] } })
    expect(patchSummary(more)).toBe('spec.http[0].timeout and 2 more fields changed')
  })
})

/** RFC 6902 for the three writes that are used, without its tests. */
function applied(document: unknown, operation: JsonPatchOperation): unknown {
  const keys = operation.path
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
  return operation.op === 'test' ? document : written(document, keys, operation)
}

function written(at: unknown, [key = '', ...rest]: readonly string[], operation: JsonPatchOperation): unknown {
  const value = 'value' in operation ? operation.value : undefined
  if (Array.isArray(at)) {
    const place = Number(key)
    if (rest.length > 0) return at.with(place, written(at[place], rest, operation))
    if (operation.op === 'add') return at.toSpliced(place, 0, value)
    return operation.op === 'remove' ? at.toSpliced(place, 1) : at.with(place, value)
  }
  if (!isObject(at)) throw new Error(`nothing at ${key}`)
  if (rest.length > 0) return { ...at, [key]: written(at[key], rest, operation) }
  if (operation.op === 'remove') return Object.fromEntries(Object.entries(at).filter(([name]) => name !== key))
  return { ...at, [key]: value }
}
