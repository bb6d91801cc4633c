import { heatCells, heatColumns, heatRows, shareOf, type Corners, type Plot, type Selection } from './selection.ts'
import { plotInset } from './use-box-drag.ts'
import type { TraceSummary } from '../../../lib/domain/tracing/model.ts'

/** The box that is being drawn or was drawn, over the plot. */
export function BoxOutline({ corners, label }: { corners: Corners; label: string | undefined }) {
  const left = Math.min(corners.from.x, corners.to.x)
  const bottom = Math.min(corners.from.y, corners.to.y)
  return (
    <div className="pointer-events-none absolute" style={plotInset}>
      <div
        className="absolute border border-dashed border-accent-line bg-accent-bg/40"
        style={{
          left: `${left * 100}%`,
          bottom: `${bottom * 100}%`,
          width: `${Math.abs(corners.to.x - corners.from.x) * 100}%`,
          height: `${Math.abs(corners.to.y - corners.from.y) * 100}%`,
        }}
      >
        {label === undefined ? null : (
          <span className="absolute -top-2.5 right-1 rounded-chip border border-accent-line bg-overlay px-1.5 text-small whitespace-nowrap">
            {label}
          </span>
        )}
      </div>
    </div>
  )
}

/** The corners of a drawn selection on the plot as it is now. */
export function cornersOf(selection: Selection, plot: Plot): Corners | null {
  if (selection.kind !== 'box') return null
  const [startMs, endMs] = selection.timeMs
  const [leastUs, mostUs] = selection.durationUs
  const at = (ms: number, us: number) => ({
    x: shareOf(ms, plot.timeMs, 'linear'),
    y: shareOf(Math.max(1, us), plot.durationUs, plot.scale),
  })
  return { from: at(startMs, leastUs), to: at(endMs, mostUs) }
}

/** How many traces lie where: the denser a cell the fuller its colour; a cell with failed ones is of their colour. */
export function HeatCells({ items, plot }: { items: readonly TraceSummary[]; plot: Plot }) {
  const cells = heatCells(items, plot)
  const most = cells.reduce((top, { count }) => Math.max(top, count), 1)
  return (
    <div className="pointer-events-none absolute" style={plotInset}>
      <svg
        className="absolute inset-0 h-full w-full"
        viewBox={`0 0 ${heatColumns} ${heatRows}`}
        preserveAspectRatio="none"
      >
        {cells.map(({ column, row, count, failed }) => (
          <rect
            key={`${column} ${row}`}
            x={column + 0.04}
            y={heatRows - 1 - row + 0.06}
            width={0.92}
            height={0.88}
            fill={failed > 0 ? 'var(--status-failing)' : 'var(--status-healthy)'}
            opacity={0.2 + 0.8 * Math.sqrt(count / most)}
          />
        ))}
      </svg>
    </div>
  )
}
