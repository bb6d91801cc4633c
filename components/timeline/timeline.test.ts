import { describe, expect, it } from 'vitest'
import { eventsIn } from './events.ts'
import { brushOf, brushText, momentOf, movedBrush, subjectOf, subjectParams, type Subject } from './timeline-url.ts'

const shown = { from: 1_000, to: 2_000 }

describe('the address of a timeline', () => {
  it.each<Subject>([
    { kind: 'edge', id: 'a~b~http', type: 'workload' },
    { kind: 'workload', namespace: 'shop', name: 'cart-v1' },
  ])('survives the way through the URL: %o', (subject) => {
    expect(subjectOf(new URLSearchParams(subjectParams(subject)))).toEqual(subject)
  })
  it('without a subject is none', () => {
    expect(subjectOf(new URLSearchParams('workload=cart'))).toBeNull()
  })
  it('keeps the brush inside the shown time', () => {
    expect(brushOf(brushText({ from: 1_100, to: 1_200 }), shown)).toEqual({ from: 1_100, to: 1_200 })
    expect(brushOf('500,1200', shown)).toEqual({ from: 1_000, to: 1_200 })
    expect(brushOf('2500,2600', shown)).toBeNull()
    expect(brushOf('nonsense', shown)).toBeNull()
  })
})

describe('the brush', () => {
  it('moves and grows by steps and never leaves the shown time', () => {
    const brush = { from: 1_900, to: 1_990 }
    expect(movedBrush(brush, shown, { move: -1 })).toEqual({ from: 1_880, to: 1_970 })
    expect(movedBrush(brush, shown, { move: 9 })).toEqual({ from: 1_910, to: 2_000 })
    expect(movedBrush(brush, shown, { resize: 1 })).toEqual({ from: 1_900, to: 2_000 })
    expect(movedBrush(brush, shown, { resize: -99 })).toEqual({ from: 1_900, to: 1_901 })
  })
  it('is typed as a time of the shown day, also over midnight', () => {
    const midnight = Date.parse('2026-11-24T00:00:00Z') / 1_000
    const over = { from: midnight - 600, to: midnight + 600 }
    expect(momentOf('23:55:00', over)).toBe(midnight - 300)
    expect(momentOf('0:05:00', over)).toBe(midnight + 300)
    expect(momentOf('12:00:00', over)).toBeNull()
    expect(momentOf('later', over)).toBeNull()
  })
})

describe('what happened in the brush', () => {
  it('is in order of time: failed traces, troubled lines, changes and the bad moment', () => {
    const trace = { traceId: 't', rootService: 'a', rootOperation: 'b', durationUs: 1, spanCount: 1, services: [] }
    const line = { namespace: 'n', pod: 'p', container: 'c', workload: null, message: 'm', traceId: null, access: null }
    const { events, left } = eventsIn(
      {
        changes: [],
        traces: [
          { ...trace, startUs: 1_300_000_000, errorCount: 1 },
          { ...trace, startUs: 1_250_000_000, errorCount: 0 },
        ],
        lines: [
          { ...line, time: new Date(1_200_000).toISOString(), level: 'error' },
          { ...line, time: new Date(1_210_000).toISOString(), level: 'info' },
          { ...line, time: new Date(1_990_000).toISOString(), level: 'warn' },
        ],
        bad: { at: 1_250, what: 'errors', before: 0, after: 1 },
      },
      { from: 1_100, to: 1_400 },
    )
    expect([events.map(({ kind, at }) => `${kind} ${at}`), left]).toEqual([
      ['log 1200', 'metric 1250', 'trace 1300'],
      0,
    ])
  })
})
