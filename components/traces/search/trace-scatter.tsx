'use client'
import { useRouter } from 'next/navigation'
import { memo } from 'react'
import { CartesianGrid, ResponsiveContainer, Scatter, ScatterChart, Tooltip, XAxis, YAxis, ZAxis } from 'recharts'
import { counted } from '../../../lib/client/format/number.ts'
import { clockTime } from '../../../lib/client/format/time.ts'
import { routes } from '../../../lib/client/routes.ts'
import type { TraceSummary } from '../../../lib/domain/tracing/model.ts'
import { micros } from '../micros.ts'
import { BoxOutline, cornersOf, HeatCells } from './plot-overlay.tsx'
import { scatterPoints, type ScatterPoint } from './scatter-points.ts'
import { boxOf, type Plot, type Selection } from './selection.ts'
import { plotInset, useBoxDrag } from './use-box-drag.ts'

const axis = { stroke: 'var(--border)', tick: { fill: 'var(--text-3)', fontSize: 11 }, tickLine: false } as const

export type TraceChartKind = 'scatter' | 'heatmap'

/**
 * When each trace started against how long it took; failed ones are crosses. A click opens the trace, a dragged box
 * selects. As a heatmap for very many: how many lie where.
 */
export function TraceScatter({
  items,
  kind,
  plot,
  selection,
  selectedCount,
  onSelect,
}: {
  items: readonly TraceSummary[]
  kind: TraceChartKind
  plot: Plot
  selection: Selection | null
  selectedCount: number
  onSelect: (selection: Selection) => void
}) {
  const drag = useBoxDrag((corners) => onSelect(boxOf(corners, plot)))
  const drawn = selection === null ? null : cornersOf(selection, plot)
  return (
    <div className="relative h-64 touch-none select-none" aria-hidden="true" {...drag.handlers}>
      <Points items={kind === 'scatter' ? items : noItems} plot={plot} />
      {kind === 'heatmap' ? <HeatCells items={items} plot={plot} /> : null}
      {drag.corners !== null ? (
        <BoxOutline corners={drag.corners} label={undefined} />
      ) : drawn !== null ? (
        <BoxOutline corners={drawn} label={`${counted(selectedCount, 'trace')} selected`} />
      ) : null}
    </div>
  )
}

const noItems: readonly TraceSummary[] = []

/** Memoized: two thousand points must not be drawn again for every move of a box. */
const Points = memo(function Points({ items, plot }: { items: readonly TraceSummary[]; plot: Plot }) {
  const router = useRouter()
  const { ok, failed } = scatterPoints(items)
  const [startMs, endMs] = plot.timeMs
  const open = (point: { payload?: ScatterPoint }) => {
    if (point.payload !== undefined) router.push(routes.trace(point.payload.traceId))
  }
  return (
    <ResponsiveContainer width="100%" height="100%">
      <ScatterChart
        accessibilityLayer={false}
        margin={{ top: plotInset.top, right: plotInset.right, bottom: 4, left: 4 }}
      >
        <CartesianGrid stroke="var(--border-subtle)" vertical={false} />
        <XAxis
          {...axis}
          type="number"
          dataKey="startMs"
          height={plotInset.bottom - 4}
          domain={[startMs, endMs]}
          allowDataOverflow
          tickCount={7}
          tickFormatter={(ms: number) => (endMs - startMs > 600_000 ? clockTime(ms).slice(0, 5) : clockTime(ms))}
        />
        <YAxis
          {...axis}
          type="number"
          dataKey="durationUs"
          scale={plot.scale}
          domain={[...plot.durationUs]}
          width={plotInset.left - 4}
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
  )
})

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
