import type { MetricChart, MetricLine } from '../../../lib/contract/object-metrics.ts'
import type { BreakdownMeasure, BreakdownStat, BreakdownUnit } from '../../../lib/domain/telemetry/breakdown.ts'
import { bytesPerSecond, duration, percent, perSecond, significant, text } from '../../../lib/client/format/number.ts'
import type { ChartLine } from '../../charts/series.ts'
import type { SeriesColour } from '../../charts/sparkline.tsx'

export const measureWords: Readonly<Record<BreakdownMeasure, string>> = {
  requests: 'Requests',
  errors: 'Failed requests',
  duration: 'Duration',
  requestSize: 'Request size',
  responseSize: 'Response size',
  requestBytes: 'Request throughput',
  responseBytes: 'Response throughput',
  grpcSent: 'gRPC messages, requests',
  grpcReceived: 'gRPC messages, answers',
  tcpSent: 'TCP sent',
  tcpReceived: 'TCP received',
  tcpOpened: 'TCP connections opened',
  tcpClosed: 'TCP connections closed',
}

/** How values of a unit are written on axes and in the crosshair. */
export function formatOf(unit: BreakdownUnit): (value: number) => string {
  switch (unit) {
    case 'perSecond':
      return (value) => text(perSecond(value))
    case 'ms':
      return (value) => text(duration(value))
    case 'bytes':
      return (value) => bytesText(value)
    case 'bytesPerSecond':
      return (value) => text(bytesPerSecond(value))
  }
}

export const percentText = (value: number) => text(percent(value))

function bytesText(value: number): string {
  if (value < 1_000) return `${significant(Math.round(value))} B`
  return value < 1_000_000 ? `${significant(value / 1_000)} kB` : `${significant(value / 1_000_000)} MB`
}

const colours: readonly SeriesColour[] = [
  'series-1',
  'series-5',
  'series-2',
  'series-3',
  'series-4',
  'series-6',
  'series-7',
  'series-8',
]

/** Lines as they are drawn: one colour each, dashed once the colours are used up; what was before is dashed grey. */
export function chartLines({ lines, unit }: Pick<MetricChart, 'lines' | 'unit'>, beforeWord: string): ChartLine[] {
  const distribution = unit === 'ms' || unit === 'bytes'
  const grouped = lines.some(({ labels }) => Object.keys(labels).length > 0)
  return lines.flatMap((line, place) => {
    const name = nameOf(line, distribution)
    const own = grouped ? undefined : statColours[line.stat]
    const colour = own ?? colours[place % colours.length] ?? 'series-8'
    const now: ChartLine = { id: `now ${place}`, name, colour, values: line.values, dashed: place >= colours.length }
    if (line.before === null) return [now]
    const before: ChartLine = {
      id: `before ${place}`,
      name: `${name}, ${beforeWord}`,
      colour: 'series-8',
      values: line.before,
      dashed: true,
    }
    return [before, now]
  })
}

/** A statistic keeps its colour from chart to chart. */
const statColours: Readonly<Record<BreakdownStat, SeriesColour>> = {
  rate: 'series-1',
  avg: 'series-1',
  p50: 'series-3',
  p95: 'series-5',
  p99: 'series-2',
  p999: 'series-4',
}

const statWords = { rate: '', avg: 'mean', p50: 'p50', p95: 'p95', p99: 'p99', p999: 'p99.9' } as const

function nameOf({ stat, labels }: MetricLine, distribution: boolean): string {
  const values = Object.values(labels).map((value) => (value === '' ? 'none' : value))
  const parts = distribution ? [statWords[stat], ...values] : values
  return parts.length === 0 ? 'all' : parts.join(', ')
}

/** Share of failed requests at each moment: none where nothing was asked, 0 where nothing failed. */
export function failedShares(
  requests: readonly (number | null)[],
  failed: readonly (number | null)[] | undefined,
): (number | null)[] {
  return requests.map((all, place) => {
    if (all === null || all <= 0) return null
    return Math.min(1, (failed?.[place] ?? 0) / all)
  })
}

/** Measures that have no lines, in a sentence; failures that nobody had are not a gap in what is reported. */
export function silentWords(charts: readonly Pick<MetricChart, 'measure' | 'lines'>[]): string {
  const asked = charts.some(({ measure, lines }) => measure === 'requests' && lines.length > 0)
  const silent = charts.filter(({ lines }) => lines.length === 0).map(({ measure }) => measure)
  const missing = silent.filter((measure) => !asked || measure !== 'errors').map((measure) => measureWords[measure])
  const parts = [
    asked && silent.includes('errors') ? 'No request failed in this time.' : '',
    missing.length === 0 ? '' : `Not reported in this time: ${missing.join('; ')}.`,
  ]
  return parts.filter((part) => part !== '').join(' ')
}

/** The value at the end, or the last one that is known shortly before it. */
export function lastKnown(values: readonly (number | null)[] | null | undefined): number | null {
  return values?.slice(-3).findLast((value) => value !== null) ?? null
}

/** The mean of what is known; null of nothing. */
export function meanKnown(values: readonly (number | null)[] | null | undefined): number | null {
  const known = (values ?? []).filter((value) => value !== null)
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length
}
