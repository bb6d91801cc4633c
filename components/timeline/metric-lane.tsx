'use client'
import { Area, AreaChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { clockTime } from '../../lib/client/format/time.ts'
import type { Range } from '../../lib/client/time-window.ts'
import { inset } from './lane.tsx'

export type MetricLine = { name: string; colour: string; values: readonly (number | null)[] }

/** Lines over the shared time; a gap where nothing was reported. Lanes share one crosshair. */
export function MetricLane({
  times,
  lines,
  shown,
  format,
  least,
}: {
  times: readonly number[]
  lines: readonly MetricLine[]
  shown: Range
  format: (value: number) => string
  /** The axis reaches at least so far: a flat line at zero needs a scale, too. */
  least: number
}) {
  const rows = times.map((time, index) => ({
    time,
    ...Object.fromEntries(lines.map(({ name, values }) => [name, values[index] ?? null])),
  }))
  return (
    <ResponsiveContainer width="100%" height="100%">
      <AreaChart data={rows} syncId="timeline" margin={{ top: 8, right: 0, bottom: 6, left: 0 }}>
        <CartesianGrid vertical={false} stroke="var(--border-subtle)" />
        <XAxis dataKey="time" type="number" domain={[shown.from, shown.to]} allowDataOverflow hide />
        <YAxis
          width={inset.axis}
          domain={[0, (most: number) => Math.max(most, least)]}
          tickCount={3}
          tick={{ fontSize: 10.5, fill: 'var(--text-3)' }}
          tickFormatter={format}
          tickLine={false}
          axisLine={false}
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
          }}
          labelStyle={{ color: 'var(--text-3)' }}
          itemStyle={{ color: 'var(--text-1)', padding: 0 }}
        />
        {lines.map(({ name, colour }) => (
          <Area
            key={name}
            dataKey={name}
            type="linear"
            stroke={`var(--${colour})`}
            strokeWidth={1.5}
            fill={`var(--${colour})`}
            fillOpacity={0.12}
            dot={false}
            isAnimationActive={false}
          />
        ))}
      </AreaChart>
    </ResponsiveContainer>
  )
}
