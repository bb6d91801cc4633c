'use client'
import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { clockTime } from '../../lib/client/format/time.ts'
import { chartRows, niceTicks, type ChartData } from './series.ts'

export type TimeSeriesProps = ChartData & {
  /** What the chart shows, in words, with its unit. */
  label: string
  format: (value: number) => string
  height?: number
  /** Charts with the same id share one crosshair. */
  syncId?: string
}

const axisText = { fontSize: 10.5, fill: 'var(--text-3)' }

/** 1.5 px lines, no dots, three or four grid lines, zero based, a gap where there is no data. */
export function TimeSeriesChart({ times, lines, label, format, height = 120, syncId }: TimeSeriesProps) {
  const values = lines.flatMap((line) => line.values.filter((value) => value !== null))
  const ticks = niceTicks(Math.max(0, ...values))
  return (
    <figure aria-label={`${label}: ${lines.map(({ name, values: own }) => `${name} ${last(own, format)}`).join(', ')}`}>
      <ResponsiveContainer width="100%" height={height}>
        <LineChart
          data={chartRows({ times, lines })}
          margin={{ top: 6, right: 8, bottom: 0, left: 0 }}
          {...(syncId === undefined ? {} : { syncId })}
        >
          <CartesianGrid vertical={false} stroke="var(--border-subtle)" />
          <XAxis
            dataKey="time"
            type="number"
            domain={['dataMin', 'dataMax']}
            tickFormatter={(time: number) => clockTime(time * 1_000).slice(0, 5)}
            tick={axisText}
            tickLine={false}
            axisLine={{ stroke: 'var(--border)' }}
            minTickGap={48}
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
            labelFormatter={(time) => `UTC ${clockTime(Number(time) * 1_000)}`}
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

function last(values: readonly (number | null)[], format: (value: number) => string): string {
  const value = values.findLast((candidate) => candidate !== null)
  return value === undefined || value === null ? 'no data' : format(value)
}
