import { UNKNOWN } from '../../domain/model/names.ts'
import { breakdownStats, type BreakdownLabel } from '../../domain/telemetry/breakdown.ts'
import type { CounterSeries, MeasuredBreakdown, SeriesRange } from '../metrics-port.ts'
import { parseValue, type MatrixRow } from './schema.ts'

const MAX_POINTS = 11_000

/** Puts the points of a range query on the range's own moments; what is missing, NaN or infinite is null. */
export function mapPoints(
  points: readonly (readonly [number, string])[],
  { start, end, stepSeconds }: SeriesRange,
): { times: number[]; values: (number | null)[] } {
  const count = Math.min(MAX_POINTS, Math.floor((end - start) / stepSeconds) + 1)
  const times = Array.from({ length: Math.max(0, count) }, (_, place) => start + place * stepSeconds)
  const byTime = new Map(points.map(([time, value]) => [Math.round((time - start) / stepSeconds), parseValue(value)]))
  const values = times.map((_, place) => {
    const value = byTime.get(place)
    return value !== undefined && Number.isFinite(value) ? value : null
  })
  return { times, values }
}

/** The lines of a breakdown; a row that names no statistic is not one of ours. */
export function mapBreakdown(
  rows: readonly MatrixRow[],
  by: readonly BreakdownLabel[],
  range: SeriesRange,
): MeasuredBreakdown['lines'] {
  return rows.flatMap(({ metric, values }) => {
    const stat = breakdownStats.find((one) => one === metric['part'])
    if (stat === undefined) return []
    const labels = Object.fromEntries(by.map((label) => [label, metric[label] ?? UNKNOWN]))
    return [{ stat, labels, values: mapPoints(values, range).values }]
  })
}

/** Raw counters as they were scraped; a missing label is `unknown`. */
export function mapCounters(rows: readonly MatrixRow[]): CounterSeries[] {
  return rows.map(({ metric, values }) => {
    const label = (name: string) => metric[name] ?? UNKNOWN
    return {
      labels: {
        destinationService: label('destination_service'),
        destinationServiceName: label('destination_service_name'),
        destinationServiceNamespace: label('destination_service_namespace'),
        destinationWorkload: label('destination_workload'),
        destinationVersion: label('destination_version'),
        responseCode: label('response_code'),
        sourceWorkload: label('source_workload'),
        pod: metric['pod'] ?? metric['instance'] ?? UNKNOWN,
      },
      points: values.map(([time, value]) => ({ time, value: parseValue(value) })),
    }
  })
}
