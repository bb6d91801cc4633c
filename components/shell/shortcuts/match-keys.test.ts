import { describe, expect, it } from 'vitest'
import { matchKeys, pressText, type KeyPress } from './match-keys.ts'

const press = (key: string, rest: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrl: false,
  shift: false,
  alt: false,
  inTextField: false,
  inWidget: false,
  ...rest,
})
const known = ['r', '?', 'g o', 'g g', 'ctrl+k', 'shift+d', 'space']
const state = { known, prefix: '', singleKeys: true }

describe('shortcuts', () => {
  it.each([
    [press('?', { shift: true }), '?'],
    [press('D', { shift: true }), 'shift+d'],
    [press('k', { ctrl: true }), 'ctrl+k'],
    [press(' '), 'space'],
    [press('Escape'), 'escape'],
    [press('Enter', { shift: true }), 'shift+enter'],
  ])('writes a press one way: %o is %s', (input, text) => {
    expect(pressText(input)).toBe(text)
  })

  it('runs a single key and waits for the second of a sequence', () => {
    expect(matchKeys(press('r'), state)).toEqual({ kind: 'run', keys: 'r' })
    expect(matchKeys(press('g'), state)).toEqual({ kind: 'wait', prefix: 'g' })
    expect(matchKeys(press('o'), { ...state, prefix: 'g' })).toEqual({ kind: 'run', keys: 'g o' })
  })

  it('takes a press that ends a sequence wrongly as its own key', () => {
    expect(matchKeys(press('r'), { ...state, prefix: 'g' })).toEqual({ kind: 'run', keys: 'r' })
    expect(matchKeys(press('x'), { ...state, prefix: 'g' })).toEqual({ kind: 'none' })
  })

  it('is off while typing, but not with Ctrl', () => {
    expect(matchKeys(press('r', { inTextField: true }), state)).toEqual({ kind: 'none' })
    expect(matchKeys(press('k', { inTextField: true, ctrl: true }), state)).toEqual({ kind: 'run', keys: 'ctrl+k' })
  })

  it('leaves Space to a focused button', () => {
    expect(matchKeys(press(' ', { inWidget: true }), state)).toEqual({ kind: 'none' })
    expect(matchKeys(press(' '), state)).toEqual({ kind: 'run', keys: 'space' })
  })

  it('can be turned off for single keys (WCAG 2.1.4)', () => {
    expect(matchKeys(press('r'), { ...state, singleKeys: false })).toEqual({ kind: 'none' })
    expect(matchKeys(press('k', { ctrl: true }), { ...state, singleKeys: false })).toEqual({
      kind: 'run',
      keys: 'ctrl+k',
    })
  })
})
