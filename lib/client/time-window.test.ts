import { describe, expect, it } from 'vitest'
import { parseDuration } from '../domain/model/time-window.ts'
import {
  parseMoment,
  rangeError,
  rangeOfScope,
  scopeLabel,
  scopeOfRange,
  windowLabel,
  windowPresets,
} from './time-window.ts'
import fc from 'fast-check'

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

const nowMs = Date.parse('2026-11-24T14:36:05Z')
const utc = { nowMs, zone: 'utc' } as const

describe('a moment as people write it', () => {
  it.each([
    ['now', '2026-11-24T14:36:05Z'],
    ['now-15m', '2026-11-24T14:21:05Z'],
    [' now - 1h30m ', '2026-11-24T13:06:05Z'],
    ['14:30', '2026-11-24T14:30:00Z'],
    ['9:05:07', '2026-11-24T09:05:07Z'],
    ['23:00', '2026-11-23T23:00:00Z'],
    ['2026-11-20', '2026-11-20T00:00:00Z'],
    ['2026-11-20 06:30', '2026-11-20T06:30:00Z'],
    ['2026-11-20T06:30:15', '2026-11-20T06:30:15Z'],
    ['2026-11-20T06:30:00+02:00', '2026-11-20T04:30:00Z'],
    ['1764000000', '2025-11-24T16:00:00Z'],
  ])('reads %j', (text, moment) => {
    expect(parseMoment(text, utc)).toBe(Date.parse(moment) / 1_000)
  })

  it.each(['', 'soon', '25:00', 'now-', 'now-15', '2026-13-40', '14:60', 'now+5m'])('refuses %j', (text) => {
    expect(parseMoment(text, utc)).toBeNull()
  })
})

describe('a range', () => {
  it('survives the way through the scope to the second', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1_600_000_000, max: 1_900_000_000 }),
        fc.integer({ min: 10, max: 30 * 86_400 }),
        (from, length) => {
          const scope = scopeOfRange({ from, to: from + length })
          expect(rangeOfScope(scope, { fallback: '1m', nowMs })).toEqual({ from, to: from + length })
        },
      ),
    )
  })

  it('that is too short is widened around its middle, and one that is too long keeps its end', () => {
    expect(scopeOfRange({ from: 1_000, to: 1_002 })).toEqual({ window: '10s', at: '1970-01-01T00:16:46Z' })
    expect(scopeOfRange({ from: 0, to: 40 * 86_400 })).toEqual({ window: '30d', at: '1970-02-10T00:00:00Z' })
  })

  it.each([
    [{ window: '15m', at: undefined }, 'Last 15 min'],
    [{ window: undefined, at: undefined }, 'Last 1 min'],
    [{ window: '15m', at: '2026-11-24T14:35:00Z' }, '14:20:00 to 14:35:00'],
    [{ window: '15m', at: '2026-11-23T14:35:00Z' }, '2026-11-23 14:20:00 to 14:35:00'],
    [{ window: '24h', at: '2026-11-24T01:00:00Z' }, '2026-11-23 01:00:00 to 01:00:00'],
  ])('%j is called %j', (scope, label) => {
    expect(scopeLabel(scope, { fallback: '1m', nowMs }, 'utc')).toBe(label)
  })

  it.each([
    [{ from: null, to: 2 }, /^From is not a moment/],
    [{ from: 1, to: null }, /^To is not a moment/],
    [{ from: 20, to: 20 }, /later than from/],
    [{ from: nowMs / 1_000, to: nowMs / 1_000 + 60 }, /future/],
    [{ from: 0, to: 40 * 86_400 }, /at most 30 days/],
    [{ from: 20, to: 22 }, /at least 10 s/],
  ])('%j says why it cannot be used', (range, words) => {
    expect(rangeError(range, nowMs)).toMatch(words)
  })

  it('that is good has no error', () => {
    expect(rangeError({ from: 0, to: 60 }, nowMs)).toBeNull()
  })
})
