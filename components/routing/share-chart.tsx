'use client'
import { Area, CartesianGrid, ComposedChart, Line, ReferenceLine, ResponsiveContainer, XAxis, YAxis } from 'recharts'
import { clockTime } from '../../lib/client/format/time.ts'
import type { SharesAnswer } from '../../lib/contract/routing.ts'
import { stepSegments, type ConfiguredStep } from './configured-steps.ts'
import { sliceColour } from './slice-colour.ts'

type Row = { time: number; observed: number | null; band: [number, number] | null }

/** Configured against observed share of one destination, in percent, with the 95 % band and the moment of the change. */
export function ShareChart({
  shares,
  place,
  steps,
  appliedAt,
}: {
  shares: SharesAnswer
  place: number
  steps: readonly ConfiguredStep[]
  /** Unix seconds. */
  appliedAt: number
}) {
  const rows: Row[] = shares.points.map(({ time, shares: all }) => {
    const share = all[place] ?? null
    return {
      time,
      observed: share === null ? null : share.share * 100,
      band: share === null ? null : [share.low * 100, share.high * 100],
    }
  })
  const colour = sliceColour(place)
  const highest = Math.max(...steps.map(({ share }) => share * 100), ...rows.map(({ band }) => band?.[1] ?? 0))
  const ticks = axisTicks(highest)
  const from = rows[0]?.time ?? appliedAt
  const to = Math.max(rows.at(-1)?.time ?? appliedAt, appliedAt)
  return (
    <ResponsiveContainer width="100%" height={190}>
      <ComposedChart data={rows} margin={{ top: 12, right: 16, bottom: 0, left: 0 }}>
        <CartesianGrid vertical={false} stroke="var(--border-subtle)" />
        <XAxis
          dataKey="time"
          type="number"
          domain={[from, to]}
          tickFormatter={(time: number) => clockTime(time * 1000)}
          tick={tick}
          stroke="var(--border)"
          minTickGap={60}
        />
        <YAxis
          domain={[0, ticks.at(-1) ?? 100]}
          ticks={ticks}
          unit=" %"
          tick={tick}
          axisLine={false}
          tickLine={false}
          width={48}
        />
        <Area dataKey="band" stroke="none" fill={colour} fillOpacity={0.22} isAnimationActive={false} />
        <Line dataKey="observed" stroke={colour} strokeWidth={1.8} dot={false} isAnimationActive={false} />
        {stepSegments(steps, to).map((segment, index) => (
          <ReferenceLine key={index} segment={segment} stroke="var(--draft)" strokeDasharray="5 4" strokeWidth={1.5} />
        ))}
        <ReferenceLine x={appliedAt} stroke="var(--draft)" strokeDasharray="2 3" label={appliedLabel} />
      </ComposedChart>
    </ResponsiveContainer>
  )
}

/** Round steps up to a little over the highest value, at most 100. */
function axisTicks(highest: number): number[] {
  const step = highest > 45 ? 20 : highest > 18 ? 10 : 5
  const top = Math.min(100, Math.ceil((highest + step / 4) / step) * step)
  return Array.from({ length: Math.floor(top / step) + 1 }, (_, index) => index * step)
}

const tick = { fontSize: 10.5, fill: 'var(--text-3)' }
const appliedLabel = { value: 'applied', position: 'insideBottomRight', fontSize: 10.5, fill: 'var(--text-3)' } as const
