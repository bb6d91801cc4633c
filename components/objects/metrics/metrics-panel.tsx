'use client'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { counted } from '../../../lib/client/format/number.ts'
import type { MetricChart, ObjectMetricsResponse } from '../../../lib/contract/object-metrics.ts'
import { objectMetricsQuery, type MetricsOf } from '../../../lib/client/queries/object-metrics.ts'
import { breakdownMeasures, type BreakdownLabel, type BreakdownStat } from '../../../lib/domain/telemetry/breakdown.ts'
import { TimeSeries } from '../../charts/time-series.tsx'
import { DegradedBanner } from '../../graph/graph-notices.tsx'
import { EvidenceList } from '../../mesh/evidence.tsx'
import { useRefresh } from '../../shell/refresh.tsx'
import { useNow } from '../../shell/use-now.ts'
import { useScope } from '../../shell/use-scope.ts'
import { Note } from '../../ui/note.tsx'
import { Card } from '../../ui/panel.tsx'
import { Select } from '../../ui/select.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { ChoiceMenu } from './choice-menu.tsx'
import { CompareSelect } from './compare-select.tsx'
import { comparedWord, type Comparison } from './compare.ts'
import { ChartLegend } from './chart-legend.tsx'
import { chartLines, formatOf, measureWords, silentWords } from './metric-lines.ts'

const reporters = [
  { id: 'auto', label: 'each request once' },
  { id: 'destination', label: 'the callee' },
  { id: 'source', label: 'the caller' },
] as const

const statChoices: readonly { id: BreakdownStat; label: string }[] = [
  { id: 'avg', label: 'Mean' },
  { id: 'p50', label: 'p50' },
  { id: 'p95', label: 'p95' },
  { id: 'p99', label: 'p99' },
  { id: 'p999', label: 'p99.9' },
]

const answerLabels: readonly { id: BreakdownLabel; label: string }[] = [
  { id: 'response_code', label: 'Response code' },
  { id: 'response_flags', label: 'Response flags' },
  { id: 'grpc_response_status', label: 'gRPC status' },
  { id: 'request_protocol', label: 'Protocol' },
  { id: 'connection_security_policy', label: 'Mutual TLS' },
]

/** Labels of the other end, and of this end where it is more than one thing. */
function labelChoices(direction: 'inbound' | 'outbound'): readonly { id: BreakdownLabel; label: string }[] {
  const ends = {
    inbound: [
      { id: 'source_workload', label: 'Caller' },
      { id: 'source_workload_namespace', label: "Caller's namespace" },
      { id: 'source_canonical_service', label: "Caller's app" },
      { id: 'source_principal', label: "Caller's identity" },
      { id: 'destination_workload', label: 'Workload' },
      { id: 'destination_canonical_revision', label: 'Version' },
      { id: 'destination_service_name', label: 'Service' },
    ],
    outbound: [
      { id: 'destination_workload', label: 'Callee' },
      { id: 'destination_workload_namespace', label: "Callee's namespace" },
      { id: 'destination_canonical_service', label: "Callee's app" },
      { id: 'destination_canonical_revision', label: "Callee's version" },
      { id: 'destination_service_name', label: "Callee's service" },
      { id: 'destination_principal', label: "Callee's identity" },
      { id: 'source_workload', label: 'Workload' },
    ],
  } as const
  return [...ends[direction], ...answerLabels]
}

/** Every standard metric of a thing, by any of its labels. */
export function MetricsPanel({ of, direction }: { of: MetricsOf; direction: 'inbound' | 'outbound' }) {
  const { scope } = useScope()
  const { refetchInterval } = useRefresh()
  const now = useNow()
  const [compare, setCompare] = useState<Comparison>('none')
  const [reporter, setReporter] = useState<(typeof reporters)[number]['id']>('auto')
  const [by, setBy] = useState<readonly BreakdownLabel[]>([])
  const [stats, setStats] = useState<readonly BreakdownStat[]>(['avg', 'p50', 'p95', 'p99'])
  const question = {
    ...of,
    direction,
    reporter,
    by,
    stats,
    measures: breakdownMeasures,
    compare: compare === 'none' ? undefined : compare,
  }
  const slowly = refetchInterval === false ? false : Math.max(refetchInterval, 15_000)
  const { data, error, refetch } = useQuery({ ...objectMetricsQuery(question, scope), refetchInterval: slowly })
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <ChoiceMenu label="Group by" choices={labelChoices(direction)} chosen={by} most={3} onChange={setBy} />
        <ChoiceMenu label="Statistics" choices={statChoices} chosen={stats} least={1} onChange={setStats} />
        <Select
          label="Reported by"
          caption="Reported by"
          options={reporters}
          selected={reporter}
          onSelect={setReporter}
        />
        <CompareSelect selected={compare} onSelect={setCompare} />
      </div>
      {error === null ? null : <Note tone="degraded">{error.message}</Note>}
      {data === undefined ? (
        error === null ? (
          <Card>
            <SkeletonRows />
          </Card>
        ) : null
      ) : (
        <>
          <DegradedBanner
            failures={data.degraded}
            now={now}
            onRetry={() => {
              refetch().catch(() => undefined)
            }}
          />
          <Charts data={data} word={comparedWord(compare)} names={of.name === undefined ? [] : [of.name]} />
        </>
      )}
    </>
  )
}

function Charts({ data, word, names }: { data: ObjectMetricsResponse; word: string; names: readonly string[] }) {
  const shown = data.charts.filter(({ lines }) => lines.length > 0)
  const silent = silentWords(data.charts)
  return (
    <>
      <div className="grid grid-cols-3 gap-3 max-xl:grid-cols-2 max-md:grid-cols-1">
        {shown.map((chart) => (
          <MetricCard key={chart.measure} chart={chart} times={data.times} word={word} names={names} />
        ))}
      </div>
      {silent === '' ? null : <p className="text-dense text-ink-3">{silent}</p>}
      {data.evidence.length === 0 ? null : (
        <Card title="Behind the charts" hint={`every point over ${data.rateSeconds} s`}>
          <div className="p-3.5">
            <EvidenceList items={data.evidence} />
          </div>
        </Card>
      )}
    </>
  )
}

type MetricCardProps = { chart: MetricChart; times: readonly number[]; word: string; names: readonly string[] }

function MetricCard({ chart, times, word, names }: MetricCardProps) {
  const lines = chartLines(chart, word)
  const title = measureWords[chart.measure]
  return (
    <Card title={title} hint={chart.hidden === 0 ? '' : `${counted(chart.hidden, 'smaller line')} left out`}>
      <div className="p-2">
        <TimeSeries
          label={title}
          times={times}
          lines={lines}
          format={formatOf(chart.unit)}
          syncId="metrics"
          height={150}
          changesOf={names}
        />
        <ChartLegend lines={lines} />
      </div>
    </Card>
  )
}
