'use client'
import { useRouter } from 'next/navigation'
import { CartesianGrid, ResponsiveContainer, Scatter, ScatterChart, Tooltip, XAxis, YAxis, ZAxis } from 'recharts'
import { clockTime } from '../../../lib/client/format/time.ts'
import { routes } from '../../../lib/client/routes.ts'
import type { TraceSummary } from '../../../lib/domain/tracing/model.ts'
import { micros } from '../micros.ts'
import { scatterPoints, type ScatterPoint } from './scatter-points.ts'

const axis = { stroke: 'var(--border)', tick: { fill: 'var(--text-3)', fontSize: 11 }, tickLine: false } as const

/** When each trace started against how long it took; failed ones are crosses. A click opens the trace. */
export function TraceScatter({
  items,
  scale,
  domainMs,
}: {
  items: readonly TraceSummary[]
  scale: 'log' | 'linear'
  domainMs: readonly [number, number]
}) {
  const router = useRouter()
  const { ok, failed, yDomain } = scatterPoints(items, scale)
  const open = (point: { payload?: ScatterPoint }) => {
    if (point.payload !== undefined) router.push(routes.trace(point.payload.traceId))
  }
  return (
    <div className="h-64" aria-hidden="true">
      <ResponsiveContainer width="100%" height="100%">
        <ScatterChart accessibilityLayer={false} margin={{ top: 12, right: 20, bottom: 4, left: 4 }}>
          <CartesianGrid stroke="var(--border-subtle)" vertical={false} />
          <XAxis
            {...axis}
            type="number"
            dataKey="startMs"
            domain={[...domainMs]}
            tickCount={7}
            tickFormatter={(ms: number) =>
              domainMs[1] - domainMs[0] > 600_000 ? clockTime(ms).slice(0, 5) : clockTime(ms)
            }
          />
          <YAxis
            {...axis}
            type="number"
            dataKey="durationUs"
            scale={scale}
            domain={yDomain}
            width={64}
            allowDataOverflow
            tickFormatter={(us: number) => micros(us)}
          />
          <ZAxis type="number" dataKey="spans" range={[20, 90]} />
          <Tooltip cursor={false} content={PointCard} isAnimationActive={false} />
          <Scatter
            data={ok}
            fill="var(--status-healthy)"
            fillOpacity={0.75}
            isAnimationActive={false}
            cursor="pointer"
            onClick={open}
          />
          <Scatter
            data={failed}
            shape={Cross}
            fill="var(--status-failing)"
            isAnimationActive={false}
            cursor="pointer"
            onClick={open}
          />
        </ScatterChart>
      </ResponsiveContainer>
    </div>
  )
}

function Cross({ cx = 0, cy = 0 }: { cx?: number | undefined; cy?: number | undefined }) {
  return (
    <g stroke="var(--status-failing)" strokeWidth="1.75" strokeLinecap="round">
      <path d={`M${cx - 4} ${cy - 4}l8 8m0 -8l-8 8`} />
      <circle cx={cx} cy={cy} r="8" fill="transparent" stroke="none" />
    </g>
  )
}

function PointCard({ payload }: { payload?: readonly { payload?: ScatterPoint }[] }) {
  const point = payload?.[0]?.payload
  if (point === undefined) return null
  return (
    <div className="rounded-ctl border border-line bg-overlay px-2.5 py-1.5 text-dense shadow-2">
      <div className="font-semibold">
        {micros(point.durationUs)} {point.errors > 0 ? <span className="text-failing-text">failed</span> : null}
      </div>
      <div>{point.name}</div>
      <div className="text-ink-3">
        {clockTime(point.startMs)} UTC, {point.spans} spans, <span className="mono">{point.traceId.slice(0, 8)}</span>
      </div>
    </div>
  )
}
