'use client'
import { Area, CartesianGrid, ComposedChart, Line, ReferenceLine, ResponsiveContainer, XAxis, YAxis } from 'recharts'
import { clockTime } from '../../lib/client/format/time.ts'
import type { SharesAnswer } from '../../lib/contract/routing.ts'
import { sliceColour } from './slice-colour.ts'

type Row = { time: number; observed: number | null; band: [number, number] | null; configured: number }

/** Configured against observed share of one destination, in percent, with the 95 % band and the moment of the change. */
export function ShareChart({
  shares,
  place,
  before,
  after,
  appliedAt,
}: {
  shares: SharesAnswer
  place: number
  /** Configured shares 0 to 1. */
  before: number
  after: number
  /** Unix seconds. */
  appliedAt: number
}) {
  const rows: Row[] = shares.points.map(({ time, shares: all }) => {
    const share = all[place] ?? null
    return {
      time,
      observed: share === null ? null : share.share * 100,
      band: share === null ? null : [share.low * 100, share.high * 100],
      configured: (time < appliedAt ? before : after) * 100,
    }
  })
  const colour = sliceColour(place)
  const top = Math.min(100, Math.ceil((Math.max(before, after) * 100 + 12) / 10) * 10)
  return (
    <ResponsiveContainer width="100%" height={190}>
      <ComposedChart data={rows} margin={{ top: 12, right: 16, bottom: 0, left: 0 }}>
        <CartesianGrid vertical={false} stroke="var(--border-subtle)" />
        <XAxis
          dataKey="time"
          type="number"
          domain={['dataMin', 'dataMax']}
          tickFormatter={(time: number) => clockTime(time * 1000)}
          tick={tick}
          stroke="var(--border)"
          minTickGap={60}
        />
        <YAxis domain={[0, top]} unit=" %" tick={tick} axisLine={false} tickLine={false} width={48} />
        <ReferenceLine
          x={appliedAt}
          stroke="var(--draft)"
          strokeDasharray="3 3"
          label={{ value: 'applied', position: 'insideBottomRight', fontSize: 10.5, fill: 'var(--text-3)' }}
        />
        <Area
          dataKey="band"
          stroke="none"
          fill={colour}
          fillOpacity={0.22}
          isAnimationActive={false}
          connectNulls={false}
        />
        <Line
          dataKey="configured"
          type="stepAfter"
          stroke="var(--draft)"
          strokeDasharray="5 4"
          strokeWidth={1.5}
          dot={false}
          isAnimationActive={false}
        />
        <Line
          dataKey="observed"
          stroke={colour}
          strokeWidth={1.8}
          dot={false}
          isAnimationActive={false}
          connectNulls={false}
        />
      </ComposedChart>
    </ResponsiveContainer>
  )
}

const tick = { fontSize: 10.5, fill: 'var(--text-3)' }
