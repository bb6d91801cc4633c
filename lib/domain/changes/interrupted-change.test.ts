import { describe, expect, it } from 'vitest'
import { aChange } from '../../../test/support/changes.ts'
import type { Change } from './change.ts'
import { interruptedOutcome } from './interrupted-change.ts'

const object = (resourceVersion: string, weight: number) => ({
  metadata: { resourceVersion },
  spec: { http: [{ route: [{ weight }] }] },
})
const change = (patch: Change['patch']) => aChange({ before: object('1', 9), patch, outcome: 'started' })
const shift = change([
  { op: 'test', path: '/metadata/resourceVersion', value: '1' },
  { op: 'replace', path: '/spec/http/0/route/0/weight', value: 5 },
])

describe('R30 a change whose console ended in between', () => {
  it.each([
    ['was not written when the object is as before', object('1', 9), 'not-written'],
    ['was written when every value is in place', object('2', 5), 'written'],
    ['can’t be told when somebody changed it since', object('3', 7), 'unknown'],
    ['can’t be told when the object is gone', null, 'unknown'],
  ])('%s', (_, live, type) => {
    expect(interruptedOutcome(shift, live)).toEqual({ type })
  })

  it('can’t be told for a whole object or a removal', () => {
    expect(interruptedOutcome(change([]), object('2', 5))).toEqual({ type: 'unknown' })
    expect(interruptedOutcome(change([{ op: 'remove', path: '/spec' }]), object('2', 5))).toEqual({ type: 'unknown' })
  })
})
