import { describe, expect, it } from 'vitest'
import { aChange } from '../../../test/support/changes.ts'
import type { Change } from './change.ts'
import { objectAt } from './object-at.ts'

const change = (id: string, at: string, given: Partial<Change> = {}) =>
  aChange({ id, at, before: { is: `before ${id}` }, after: { is: `after ${id}` }, ...given })
const changes = [change('2', '2026-11-24T10:20:00Z'), change('1', '2026-11-24T10:10:00Z')]
const at = (time: string) => Date.parse(`2026-11-24T${time}Z`)

describe('an object at a moment (TR16)', () => {
  it.each([
    ['10:05:00', 'change-after', 'before 1'],
    ['10:15:00', 'change-before', 'after 1'],
    ['10:25:00', 'change-before', 'after 2'],
  ])('at %s is known by the %s', (time, basis, is) => {
    expect(objectAt(changes, { is: 'now' }, at(time))).toMatchObject({ basis, object: { is } })
  })
  it('that nobody changed is as it is now; what failed changed nothing', () => {
    const failed = [change('1', '2026-11-24T10:10:00Z', { outcome: 'failed' })]
    expect(objectAt(failed, { is: 'now' }, at('10:20:00'))).toEqual({
      basis: 'live',
      object: { is: 'now' },
      changeId: null,
    })
  })
  it('before it was created was not there', () => {
    const created = [change('1', '2026-11-24T10:10:00Z', { before: null })]
    expect(objectAt(created, { is: 'now' }, at('10:00:00')).basis).toBe('none')
  })
})
