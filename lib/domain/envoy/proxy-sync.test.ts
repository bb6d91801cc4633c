import { describe, expect, test } from 'vitest'
import { compareStates, effectOfRefusal, proxyState, typeName, xdsTypes, type TypeState } from './proxy-sync.ts'

describe('the state of a proxy', () => {
  test.each<[TypeState[], string]>([
    [['synced', 'synced', 'not-sent'], 'synced'],
    [['synced', 'stale'], 'stale'],
    [['stale', 'nack', 'synced'], 'nack'],
    [['not-sent', 'not-sent'], 'not-sent'],
    [['synced', 'not-reported'], 'synced'],
    [[], 'not-sent'],
  ])('%j is %s', (types, state) => expect(proxyState(types)).toBe(state))

  test('sorts refusals first', () => {
    const states = ['synced', 'not-sent', 'stale', 'nack'] as const
    expect(states.toSorted(compareStates)).toEqual(['nack', 'stale', 'not-sent', 'synced'])
  })

  test.each(xdsTypes)('a refusal of %s says what happens to traffic, with and without a last good version', (type) => {
    expect(effectOfRefusal(type, true)).not.toBe(effectOfRefusal(type, false))
    expect(typeName(type)).toMatch(/^[a-z]+$/)
  })
})
