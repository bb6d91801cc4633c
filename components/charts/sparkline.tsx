import { sparklinePath } from './sparkline-path.ts'

export type SeriesColour = `series-${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8}` | 'status-failing' | 'status-degraded'

/** A small course beside its number, which is always written; decoration to a screen reader. */
export function Sparkline({
  values,
  colour = 'series-1',
  width = 96,
  height = 20,
}: {
  values: readonly (number | null)[]
  colour?: SeriesColour
  width?: number
  height?: number
}) {
  const shape = sparklinePath(values, { width, height })
  if (shape === null)
    return (
      <span style={{ height }} className="block text-label text-ink-3">
        no course yet
      </span>
    )
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      height={height}
      aria-hidden="true"
      className="block w-full"
    >
      <path d={shape.area} fill={`var(--${colour})`} opacity=".14" />
      <path
        d={shape.line}
        fill="none"
        stroke={`var(--${colour})`}
        strokeWidth="1.4"
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  )
}
