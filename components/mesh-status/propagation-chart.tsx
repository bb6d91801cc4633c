'use client'
import { Bar, BarChart, CartesianGrid, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import type { PropagationResponse } from '../../lib/contract/mesh.ts'
import { duration, text } from '../../lib/client/format/number.ts'

const axisText = { fontSize: 10.5, fill: 'var(--text-3)' }
const seconds = (value: number | null) => (value === null ? 'n/a' : text(duration(value * 1_000)))

type Bars = PropagationResponse['bars']

/** Observations by how long they took; the marks stand in the bar that holds the percentile. */
export function PropagationChart({ bars, p50, p99 }: { bars: Bars; p50: number | null; p99: number | null }) {
  const rows = bars.map(({ from, to, count }) => ({
    name: to === null ? `over ${seconds(from)}` : seconds(to),
    range: to === null ? `over ${seconds(from)}` : `${seconds(from)} to ${seconds(to)}`,
    count: Math.round(count),
  }))
  const holder = (value: number | null) =>
    value === null ? undefined : rows[bars.findIndex(({ to }) => to === null || value <= to)]?.name
  const [middle, most] = [holder(p50), holder(p99)]
  return (
    <figure aria-label={`Propagation: half within ${seconds(p50)}, 99 % within ${seconds(p99)}`}>
      <ResponsiveContainer width="100%" height={150}>
        <BarChart data={rows} margin={{ top: 22, right: 10, bottom: 0, left: 0 }} barCategoryGap={2}>
          <CartesianGrid vertical={false} stroke="var(--border-subtle)" />
          <XAxis
            dataKey="name"
            tick={axisText}
            tickLine={false}
            axisLine={{ stroke: 'var(--border)' }}
            height={18}
            minTickGap={4}
          />
          <YAxis allowDecimals={false} tick={axisText} tickLine={false} axisLine={false} width={34} tickCount={4} />
          <Tooltip
            isAnimationActive={false}
            cursor={{ fill: 'var(--surface-2)' }}
            labelFormatter={(_, payload) => rangeOf(payload[0]?.payload)}
            formatter={(value) => [`${String(value)} proxy updates`, '']}
            separator=""
            contentStyle={{
              background: 'var(--overlay)',
              border: '1px solid var(--border)',
              borderRadius: 8,
              fontSize: 11,
              padding: '4px 8px',
            }}
          />
          <Bar dataKey="count" fill="var(--series-1)" radius={[2, 2, 0, 0]} isAnimationActive={false} />
          {middle === undefined ? null : (
            <ReferenceLine
              x={middle}
              stroke="var(--text-2)"
              strokeDasharray="2 2"
              label={mark(`p50 ${seconds(p50)}`)}
            />
          )}
          {most === undefined ? null : (
            <ReferenceLine
              x={most}
              stroke="var(--text-2)"
              strokeDasharray="2 2"
              label={mark(`p99 ${seconds(p99)}`, most === middle ? 10 : 0)}
            />
          )}
        </BarChart>
      </ResponsiveContainer>
    </figure>
  )
}

/** Above the bars; a second mark in the same bar stands below the first. */
function mark(value: string, dy = 0) {
  return { value, position: 'top' as const, fill: 'var(--text-1)', fontSize: 10.5, fontWeight: 600, dy: dy - 2 }
}

function rangeOf(row: unknown): string {
  if (typeof row !== 'object' || row === null || !('range' in row)) return ''
  return typeof row.range === 'string' ? row.range : ''
}
