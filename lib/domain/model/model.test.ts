import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { HeddleError, messageOf, sourceUnavailable } from './heddle-error.ts'
import { dnsLabel, traceId } from './names.ts'
import { maySee, visibleNamespaces, type Principal } from './principal.ts'
import { formatDuration, parseDuration, parseInstant } from './time-window.ts'

describe('durations', () => {
  test.each([
    ['60s', 60],
    ['5m', 300],
    ['1h30m', 5_400],
    ['2d', 172_800],
    ['1w', 604_800],
    ['0s', null],
    ['', null],
    ['5', null],
    ['-5m', null],
    ['1.5h', null],
    ['5m ', null],
    ['1e3s', null],
  ])('%j is %s seconds', (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds)
  })
  test('what is written is read again', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000_000 }),
        (seconds) => parseDuration(formatDuration(seconds)) === seconds,
      ),
    )
  })
})

describe('moments', () => {
  test.each([
    ['1764000000', 1_764_000_000],
    ['1764000000.5', 1_764_000_000.5],
    ['2026-11-24T10:00:00Z', 1_795_514_400],
    ['2026-11-24T11:00:00.25+01:00', 1_795_514_400.25],
    ['2026-11-24', null],
    ['now', null],
    ['Infinity', null],
    ['-1', null],
    ['2026-99-24T10:00:00Z', null],
  ])('%j is %s', (text, seconds) => {
    expect(parseInstant(text)).toBe(seconds)
  })
  test('no text is taken for NaN', () => {
    fc.assert(fc.property(fc.string(), (text) => !Number.isNaN(parseInstant(text) ?? 0)))
  })
})

describe('names', () => {
  test.each(['a', 'a-b', 'x'.repeat(63), '0a'])('%s is a namespace', (name) => expect(name).toMatch(dnsLabel))
  test.each(['', 'A', 'a.b', '-a', 'a-', 'a"}', 'x'.repeat(64), 'a\n'])('%j is none', (name) => {
    expect(name).not.toMatch(dnsLabel)
  })
  test('a trace id is hexadecimal and nothing else', () => {
    expect(traceId.safeParse('0123456789abcdef0123456789abcdef').success).toBe(true)
    expect(traceId.safeParse('../../etc/passwd').success).toBe(false)
  })
})

describe('rights', () => {
  const reader = (namespaces: Principal['namespaces']): Principal => {
    return { subject: 'x', kind: 'embed', namespaces, canWrite: false, expiresAt: null }
  }
  const lists = fc.array(fc.constantFrom('a', 'b', 'c', 'd'))
  test('asking never shows more than may be seen', () => {
    fc.assert(
      fc.property(lists, lists, (rights, asked) => {
        const shown = visibleNamespaces(reader(rights), asked)
        for (const namespace of shown) expect(maySee(reader(rights), namespace)).toBe(true)
      }),
    )
  })
  test('what belongs to no namespace is seen only by who may see all', () => {
    expect([maySee(reader('all'), null), maySee(reader(['a']), null)]).toEqual([true, false])
  })
})

describe('errors', () => {
  test('are known by their name, whichever copy of the module made them', () => {
    const foreign = Object.assign(new Error('x'), { name: 'HeddleError', code: 'NOT_FOUND' })
    expect(foreign instanceof HeddleError).toBe(true)
    expect(new Error('x') instanceof HeddleError).toBe(false)
  })
  test('of a source are one sentence', () => {
    expect(sourceUnavailable('Prometheus', 'connection refused').message).toBe(
      'Prometheus does not answer: connection refused',
    )
    expect(messageOf('text')).toBe('text')
  })
})
