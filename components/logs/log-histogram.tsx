'use client'
import { Bar, BarChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { clockTime, preciseTime } from '../../lib/client/format/time.ts'
import type { LogBucket } from './buckets.ts'

const axis = { stroke: 'var(--border)', tick: { fill: 'var(--text-3)', fontSize: 11 }, tickLine: false } as const

/** How many lines when: errors and warnings on top of the rest. */
export function LogHistogram({ buckets, stepMs }: { buckets: readonly LogBucket[]; stepMs: number }) {
  const tick = (ms: number) => (stepMs < 1_000 ? preciseTime(ms).slice(0, 10) : clockTime(ms))
  return (
    <div className="h-24" aria-hidden="true">
      <ResponsiveContainer width="100%" height="100%">
        <BarChart
          accessibilityLayer={false}
          data={[...buckets]}
          margin={{ top: 4, right: 0, bottom: 0, left: 0 }}
          barCategoryGap={1}
        >
          <XAxis {...axis} dataKey="startMs" tickFormatter={tick} minTickGap={80} />
          <YAxis {...axis} axisLine={false} width={36} tickCount={3} allowDecimals={false} />
          <Tooltip cursor={{ fill: 'var(--surface-2)' }} content={BucketCard} isAnimationActive={false} />
          <Bar maxBarSize={28} dataKey="other" stackId="lines" fill="var(--status-idle)" isAnimationActive={false} />
          <Bar maxBarSize={28} dataKey="warn" stackId="lines" fill="var(--status-degraded)" isAnimationActive={false} />
          <Bar maxBarSize={28} dataKey="error" stackId="lines" fill="var(--status-failing)" isAnimationActive={false} />
        </BarChart>
      </ResponsiveContainer>
    </div>
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
