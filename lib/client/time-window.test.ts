import { describe, expect, it } from 'vitest'
import { parseDuration } from '../domain/model/time-window.ts'
import { windowLabel, windowPresets } from './time-window.ts'

describe('a time window', () => {
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
    for (const preset of windowPresets) expect(parseDuration(preset)).not.toBeNull()
  })
})
