import { describe, expect, it } from 'vitest'
import { windowLabel, windowPresets, windowSeconds } from './time-window.ts'

describe('a time window', () => {
  it.each([
    ['60s', 60],
    ['5m', 300],
    ['1h30m', 5_400],
    ['7d', 604_800],
    ['0s', null],
    ['', null],
    ['5', null],
    ['5 m', null],
    ['m5', null],
  ])('reads %j as %s seconds', (text, seconds) => {
    expect(windowSeconds(text)).toBe(seconds)
  })

  it.each([
    ['60s', 'Last 1 min'],
    ['90s', 'Last 90 s'],
    ['15m', 'Last 15 min'],
    ['24h', 'Last 24 h'],
    ['7d', 'Last 7 d'],
    ['soon', 'soon'],
  ])('names %s %j', (text, label) => {
    expect(windowLabel(text)).toBe(label)
  })

  it('understands every preset it offers', () => {
    for (const preset of windowPresets) expect(windowSeconds(preset)).not.toBeNull()
  })
})
