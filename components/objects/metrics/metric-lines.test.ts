import { describe, expect, it } from 'vitest'
import { chartLines, failedShares, formatOf, lastKnown, meanKnown, silentWords } from './metric-lines.ts'

const line = (stat: 'rate' | 'p95', labels: Record<string, string>, before: number[] | null = null) => ({
  stat,
  labels,
  values: [1, 2],
  before,
})

describe('lines of a chart', () => {
  it('are named by statistic and labels', () => {
    const names = (unit: 'ms' | 'perSecond', one: ReturnType<typeof line>) =>
      chartLines({ unit, lines: [one] }, 'yesterday').map(({ name }) => name)
    expect(names('ms', line('p95', { response_code: '503' }))).toEqual(['p95, 503'])
    expect(names('perSecond', line('rate', {}))).toEqual(['all'])
    expect(names('perSecond', line('rate', { response_flags: '' }))).toEqual(['none'])
    expect(names('perSecond', line('rate', {}, [3, 4]))).toEqual(['all, yesterday', 'all'])
  })

  it('never share colour and dash', () => {
    const lines = Array.from({ length: 12 }, (_, place) => line('rate', { response_code: String(place) }))
    const looks = chartLines({ unit: 'perSecond', lines }, '').map(({ colour, dashed }) => `${colour} ${dashed}`)
    expect(new Set(looks).size).toBe(12)
  })
})

describe('P4: the share of failed requests', () => {
  it('is nothing without requests and zero without failures', () => {
    expect(failedShares([10, 0, null, 4], [1, null, null, null])).toEqual([0.1, null, null, 0])
    expect(failedShares([10], undefined)).toEqual([0])
  })
  it('never passes one, whatever two scrapes say', () => expect(failedShares([1], [2])).toEqual([1]))
})

describe('P4: what has no lines', () => {
  const chart = (measure: 'requests' | 'errors' | 'tcpSent', some: boolean) => ({
    measure,
    lines: some ? [line('rate', {})] : [],
  })
  it('tells requests that all went well from requests that nobody reported', () => {
    expect(silentWords([chart('requests', true), chart('errors', false)])).toBe('No request failed in this time.')
    expect(silentWords([chart('requests', false), chart('errors', false)])).toBe(
      'Not reported in this time: Requests; Failed requests.',
    )
    expect(silentWords([chart('requests', true), chart('errors', true)])).toBe('')
  })
})

it('a last value is not taken from long ago', () => {
  expect(lastKnown([5, null, null])).toBe(5)
  expect(lastKnown([5, null, null, null])).toBeNull()
  expect(lastKnown(undefined)).toBeNull()
})

it('a mean leaves gaps out', () => {
  expect(meanKnown([2, null, 4])).toBe(3)
  expect(meanKnown([null])).toBeNull()
})

it.each([
  ['perSecond', 4.2, '4.2/s'],
  ['ms', 1_240, '1.24 s'],
  ['bytes', 505, '505 B'],
  ['bytes', 1_500_000, '1.5 MB'],
  ['bytesPerSecond', 84_000, '84 kB/s'],
] as const)('%s of %s is %s', (unit, value, words) => expect(formatOf(unit)(value)).toBe(words))
