import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Tag } from '../span-record.ts'
import { encodeTags, tagMembers, tagNeedle } from './tag-text.ts'

const key = fc.string({ unit: 'binary', maxLength: 30 })
const anyTag: fc.Arbitrary<Tag> = fc.oneof(
  fc.record({ key, type: fc.constant('string' as const), value: fc.string({ unit: 'binary' }) }),
  fc.record({ key, type: fc.constant('bool' as const), value: fc.boolean() }),
  fc.record({ key, type: fc.constant('int64' as const), value: fc.maxSafeInteger() }),
  fc.record({ key, type: fc.constant('float64' as const), value: fc.double({ noNaN: true }).map((n) => n + 0) }),
)

describe('tag text', () => {
  it('is written as the JSON of every tag, whatever characters it has', () => {
    fc.assert(
      fc.property(fc.array(anyTag), (tags) => {
        expect(JSON.parse(`[${tagMembers(encodeTags(tags))}]`)).toEqual(JSON.parse(JSON.stringify(tags)))
      }),
    )
  })

  it('contains the needle of a tag exactly when the tag is there', () => {
    fc.assert(
      fc.property(fc.array(anyTag), key, fc.string(), (tags, wantedKey, wantedValue) => {
        const expected = tags.some((tag) => tag.key === wantedKey && String(tag.value) === wantedValue)
        expect(encodeTags(tags).includes(tagNeedle(wantedKey, wantedValue))).toBe(expected)
      }),
    )
    const one: Tag[] = [{ key: 'a', type: 'string', value: 'x\ny\tz' }]
    expect(encodeTags(one).includes(tagNeedle('a', 'x\ny\tz'))).toBe(true)
    expect(encodeTags(one).includes(tagNeedle('a', 'x'))).toBe(false)
  })
})
