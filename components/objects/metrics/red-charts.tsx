'use client'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { MetricChart } from '../../../lib/contract/object-metrics.ts'
import { text, duration, percent, perSecond } from '../../../lib/client/format/number.ts'
import { objectMetricsQuery, tracePointsQuery, type MetricsOf } from '../../../lib/client/queries/object-metrics.ts'
import { routes } from '../../../lib/client/routes.ts'
import type { ChartPoint } from '../../charts/time-series-chart.tsx'
import { TimeSeries } from '../../charts/time-series.tsx'
import { useRefresh } from '../../shell/refresh.tsx'
import { useScope } from '../../shell/use-scope.ts'
import { Card } from '../../ui/panel.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { ChartLegend } from './chart-legend.tsx'
import { CompareSelect } from './compare-select.tsx'
import { comparedWord, type Comparison } from './compare.ts'
import { chartLines, failedShares, formatOf, lastKnown, percentText } from './metric-lines.ts'

const directions = [
  { id: 'inbound', label: 'Inbound' },
  { id: 'outbound', label: 'Outbound' },
] as const
type Direction = (typeof directions)[number]['id']

const measures = ['requests', 'errors', 'duration', 'tcpSent', 'tcpReceived'] as const
const stats = ['p50', 'p95', 'p99'] as const

/** Rate, errors and duration of a thing, each beside its past; single requests are laid on the duration of a workload. */
export function RedCharts({ of, oneWay = false }: { of: MetricsOf; oneWay?: boolean }) {
  const { scope } = useScope()
  const { refetchInterval } = useRefresh()
  const [direction, setDirection] = useState<Direction>('inbound')
  const [compare, setCompare] = useState<Comparison>('none')
  const question = { ...of, direction, measures, stats, compare: compare === 'none' ? undefined : compare }
  const { data, error } = useQuery({ ...objectMetricsQuery(question, scope), refetchInterval })
  const points = useTracePoints(of, direction)
  const chart = (measure: MetricChart['measure']) => data?.charts.find((one) => one.measure === measure)
  const tcp = (chart('requests')?.lines.length ?? 0) === 0 && (chart('tcpSent')?.lines.length ?? 0) > 0
  const common = { times: data?.times ?? [], changesOf: namesOf(of), word: comparedWord(compare), syncId: 'red' }
  return (
    <section aria-label="Rate, errors and duration" className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2">
        {oneWay ? null : (
          <Segmented label="Direction" segments={directions} selected={direction} onSelect={setDirection} />
        )}
        <CompareSelect selected={compare} onSelect={setCompare} />
      </div>
      {data === undefined ? (
        <Waiting error={error} />
      ) : tcp ? (
        <div className="grid grid-cols-2 gap-3 max-lg:grid-cols-1">
          <RedCard title="TCP sent" fact="" chart={chart('tcpSent')} {...common} />
          <RedCard title="TCP received" fact="" chart={chart('tcpReceived')} {...common} />
        </div>
      ) : (
        <div className="grid grid-cols-3 gap-3 max-lg:grid-cols-1">
          <RedCard
            title="Requests"
            fact={text(perSecond(lastKnown(chart('requests')?.lines[0]?.values)))}
            chart={chart('requests')}
            {...common}
          />
          <ErrorsCard requests={chart('requests')} failed={chart('errors')} {...common} />
          <RedCard
            title="Duration"
            fact={`p95 ${text(duration(lastKnown(chart('duration')?.lines.find(({ stat }) => stat === 'p95')?.values)))}`}
            chart={chart('duration')}
            points={points}
            {...common}
          />
        </div>
      )}
    </section>
  )
}

function namesOf({ name, namespace }: MetricsOf): string[] {
  return name === undefined ? (namespace === undefined ? [] : [namespace]) : [name]
}

/** Requests of a workload as points; other things have no span of their own. */
function useTracePoints({ target, namespace, name }: MetricsOf, direction: Direction): readonly ChartPoint[] {
  const { scope } = useScope()
  const wanted = target === 'workload' && direction === 'inbound' && namespace !== undefined && name !== undefined
  const { data } = useQuery({
    ...tracePointsQuery({ namespace: namespace ?? '', workload: name ?? '' }, scope),
    enabled: wanted,
    refetchInterval: 60_000,
  })
  return !wanted || data === undefined
    ? []
    : data.points.map(({ traceId, spanId, startUs, durationUs, error }) => ({
        id: spanId,
        time: startUs / 1_000_000,
        value: durationUs / 1_000,
        label: `Open the trace of a request of ${text(duration(durationUs / 1_000))}${error ? ', failed' : ''}`,
        href: routes.trace(traceId),
        bad: error,
      }))
}

type CardProps = {
  title: string
  fact: string
  chart: MetricChart | undefined
  times: readonly number[]
  changesOf: readonly string[]
  word: string
  syncId: string
  points?: readonly ChartPoint[]
}

function RedCard({ title, fact, chart, times, changesOf, word, syncId, points = [] }: CardProps) {
  return (
    <Card title={title} hint={fact}>
      <Plot empty={(chart?.lines.length ?? 0) === 0}>
        {chart === undefined ? null : (
          <TimeSeries
            label={title}
            times={times}
            lines={chartLines(chart, word)}
            format={formatOf(chart.unit)}
            changesOf={changesOf}
            syncId={syncId}
            height={150}
            points={points}
          />
        )}
        <ChartLegend lines={chart === undefined ? [] : chartLines(chart, word)} withPoints={points.length > 0} />
      </Plot>
    </Card>
  )
}

type ErrorsProps = Omit<CardProps, 'title' | 'fact' | 'chart'> & {
  requests: MetricChart | undefined
  failed: MetricChart | undefined
}

function ErrorsCard({ requests, failed, times, changesOf, word, syncId }: ErrorsProps) {
  const [all] = requests?.lines ?? []
  const shares = failedShares(all?.values ?? [], failed?.lines[0]?.values)
  const before = all?.before ?? null
  return (
    <Card title="Errors" hint={text(percent(lastKnown(shares)))}>
      <Plot empty={all === undefined}>
        <TimeSeries
          label="Share of failed requests"
          times={times}
          lines={[
            ...(before === null
              ? []
              : [
                  {
                    id: 'before',
                    name: word,
                    colour: 'series-8' as const,
                    values: failedShares(before, failed?.lines[0]?.before ?? undefined),
                    dashed: true,
                  },
                ]),
            { id: 'now', name: 'errors', colour: 'status-failing', values: shares },
          ]}
          format={percentText}
          changesOf={changesOf}
          syncId={syncId}
          height={150}
        />
      </Plot>
    </Card>
  )
}

function Plot({ empty, children }: { empty: boolean; children: ReactNode }) {
  return empty ? (
    <p className="grid min-h-[150px] place-items-center p-3 text-dense text-ink-3">
      Nothing was reported in this time.
    </p>
  ) : (
    <div className="px-2 py-2">{children}</div>
  )
}

function Waiting({ error }: { error: Error | null }) {
  return error === null ? (
    <Skeleton className="h-[200px] w-full" />
  ) : (
    <p className="text-dense text-ink-2">{error.message}</p>
  )
}
