'use client'
import Link from 'next/link'
import {
  CartesianGrid,
  Line,
  LineChart,
  ReferenceArea,
  ReferenceDot,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts'
import { clockTime } from '../../lib/client/format/time.ts'
import { zoneName } from '../../lib/client/format/zone.ts'
import { ChangeStrip, useChangeMarks } from './change-strip.tsx'
import { chartRows, niceTicks, timeTicks, type ChartData } from './series.ts'
import { useDragSpan } from './use-drag-span.ts'

export type TimeSeriesProps = ChartData & {
  /** What the chart shows, in words, with its unit. */
  label: string
  format: (value: number) => string
  height?: number
  /** Charts with the same id share one crosshair. */
  syncId?: string
  /** Names of the objects that the chart is about: configuration changes are marked, those of these objects filled. */
  changesOf?: readonly string[]
  /** Single requests, each a link to its trace; those above the chart stay at its upper edge. */
  points?: readonly ChartPoint[]
}

/** One request on a chart; `time` in Unix seconds, `value` in the chart's unit. */
export type ChartPoint = { id: string; time: number; value: number; label: string; href: string; bad: boolean }

const axisText = { fontSize: 10.5, fill: 'var(--text-3)' }

/** 1.5 px lines, no dots, three or four grid lines, zero based, a gap where there is no data; a drag sets the page's range. */
export function TimeSeriesChart({
  times,
  lines,
  label,
  format,
  height = 120,
  syncId,
  changesOf,
  points = [],
}: TimeSeriesProps) {
  const { span, handlers } = useDragSpan()
  const [first, last] = [times[0], times.at(-1)]
  const shown = first === undefined || last === undefined || first === last ? null : { from: first, to: last }
  const marks = useChangeMarks(shown, changesOf !== undefined)
  const values = lines.flatMap((line) => line.values.filter((value) => value !== null))
  const ticks = niceTicks(Math.max(0, ...values))
  const moments = shown === null ? [] : timeTicks(shown.from, shown.to)
  return (
    <figure
      aria-label={`${label}: ${lines.map(({ name, values: own }) => `${name} ${lastOf(own, format)}`).join(', ')}`}
    >
      <ChangeStrip marks={marks} about={new Set(changesOf)} />
      <ResponsiveContainer width="100%" height={height}>
        <LineChart
          data={chartRows({ times, lines })}
          margin={{ top: 6, right: 8, bottom: 0, left: 0 }}
          {...(syncId === undefined ? {} : { syncId })}
          {...handlers}
          style={{ cursor: 'crosshair', userSelect: 'none' }}
        >
          <CartesianGrid vertical={false} stroke="var(--border-subtle)" />
          <XAxis
            dataKey="time"
            type="number"
            domain={['dataMin', 'dataMax']}
            {...(moments.length === 0 ? {} : { ticks: moments })}
            tickFormatter={(time: number) => clockTime(time * 1_000).slice(0, 5)}
            tick={axisText}
            tickLine={false}
            axisLine={{ stroke: 'var(--border)' }}
            minTickGap={16}
            height={18}
          />
          <YAxis
            ticks={ticks}
            domain={[0, ticks.at(-1) ?? 1]}
            tickFormatter={format}
            tick={axisText}
            tickLine={false}
            axisLine={false}
            width={52}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ stroke: 'var(--border-strong)' }}
            labelFormatter={(time) => `${zoneName(Number(time) * 1_000)} ${clockTime(Number(time) * 1_000)}`}
            formatter={(value) => (typeof value === 'number' ? format(value) : 'no data')}
            contentStyle={{
              background: 'var(--overlay)',
              border: '1px solid var(--border)',
              borderRadius: 8,
              fontSize: 11,
              padding: '4px 8px',
            }}
            labelStyle={{ color: 'var(--text-3)' }}
            itemStyle={{ color: 'var(--text-1)', padding: 0 }}
          />
          {shown === null
            ? null
            : marks.map(({ position, changes }) => (
                <ReferenceLine
                  key={changes[0]?.id}
                  x={shown.from + position * (shown.to - shown.from)}
                  stroke="var(--accent-line)"
                  strokeDasharray="2 3"
                />
              ))}
          {span === null ? null : (
            <ReferenceArea x1={span.from} x2={span.to} fill="var(--accent-line)" fillOpacity={0.18} />
          )}
          {points
            .filter(({ time }) => shown !== null && time >= shown.from && time <= shown.to)
            .map((point) => (
              <ReferenceDot
                key={point.id}
                x={point.time}
                y={Math.min(point.value, ticks.at(-1) ?? 1)}
                shape={({ cx, cy }: { cx?: number; cy?: number }) => (
                  <PointLink point={point} x={cx ?? 0} y={cy ?? 0} />
                )}
              />
            ))}
          {lines.map(({ id, name, colour, dashed = false }) => (
            <Line
              key={id}
              dataKey={id}
              name={name}
              type="linear"
              stroke={`var(--${colour})`}
              strokeWidth={1.5}
              dot={false}
              isAnimationActive={false}
              {...(dashed ? { strokeDasharray: '4 3' } : {})}
            />
          ))}
        </LineChart>
      </ResponsiveContainer>
    </figure>
  )
}

/** An open diamond that opens the trace; its hit area is larger than its drawing. */
function PointLink({ point, x, y }: { point: ChartPoint; x: number; y: number }) {
  return (
    <Link href={point.href} prefetch={false} aria-label={point.label}>
      <title>{point.label}</title>
      <rect x={x - 9} y={y - 9} width="18" height="18" fill="transparent" />
      <path
        d={`M${x} ${y - 4.5}l4.5 4.5-4.5 4.5-4.5-4.5z`}
        fill="var(--surface-1)"
        stroke={point.bad ? 'var(--status-failing)' : 'var(--accent-line)'}
        strokeWidth="1.4"
      />
    </Link>
  )
}

function lastOf(values: readonly (number | null)[], format: (value: number) => string): string {
  const value = values.findLast((candidate) => candidate !== null)
  return value === undefined || value === null ? 'no data' : format(value)
}
