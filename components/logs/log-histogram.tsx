'use client'
import { Bar, BarChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { clockTime, preciseTime } from '../../lib/client/format/time.ts'
import { ChangeStrip, useChangeMarks } from '../charts/change-strip.tsx'
import type { LogBucket } from './buckets.ts'

const axis = { stroke: 'var(--border)', tick: { fill: 'var(--text-3)', fontSize: 11 }, tickLine: false } as const

const noObjects: ReadonlySet<string> = new Set()

/** How many lines when: errors and warnings on top of the rest; a diamond where configuration was changed. */
export function LogHistogram({ buckets, stepMs }: { buckets: readonly LogBucket[]; stepMs: number }) {
  const [first, last] = [buckets[0], buckets.at(-1)]
  const span =
    first === undefined || last === undefined
      ? null
      : { from: first.startMs / 1_000, to: (last.startMs + stepMs) / 1_000 }
  const marks = useChangeMarks(span, true)
  const tick = (ms: number) => (stepMs < 1_000 ? preciseTime(ms).slice(0, 10) : clockTime(ms))
  return (
    <>
      <ChangeStrip marks={marks} about={noObjects} />
      <div className="h-24" aria-hidden="true">
        <ResponsiveContainer width="100%" height="100%">
          <BarChart
            accessibilityLayer={false}
            data={[...buckets]}
            margin={{ top: 4, right: 8, bottom: 0, left: 0 }}
            barCategoryGap={1}
          >
            <XAxis {...axis} dataKey="startMs" tickFormatter={tick} minTickGap={80} />
            <YAxis {...axis} axisLine={false} width={52} tickCount={3} allowDecimals={false} />
            <Tooltip cursor={{ fill: 'var(--surface-2)' }} content={BucketCard} isAnimationActive={false} />
            <Bar maxBarSize={28} dataKey="other" stackId="lines" fill="var(--status-idle)" isAnimationActive={false} />
            <Bar
              maxBarSize={28}
              dataKey="warn"
              stackId="lines"
              fill="var(--status-degraded)"
              isAnimationActive={false}
            />
            <Bar
              maxBarSize={28}
              dataKey="error"
              stackId="lines"
              fill="var(--status-failing)"
              isAnimationActive={false}
            />
          </BarChart>
        </ResponsiveContainer>
      </div>
    </>
  )
}

function BucketCard({ payload }: { payload?: readonly { payload?: LogBucket }[] }) {
  const bucket = payload?.[0]?.payload
  if (bucket === undefined) return null
  return (
    <div className="rounded-ctl border border-line bg-overlay px-2.5 py-1.5 text-dense shadow-2">
      <div className="font-semibold">{clockTime(bucket.startMs)} UTC</div>
      <div>
        {bucket.error + bucket.warn + bucket.other} lines, {bucket.error} errors, {bucket.warn} warnings
      </div>
    </div>
  )
}
