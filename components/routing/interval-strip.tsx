/** Half of the strip's span in percentage points around the target. */
const SPAN = 5
const WIDTH = 118

/** The 95 % interval around the observed share, on an axis of the target ± 5 points. All shares are 0 to 1. */
export function IntervalStrip({
  target,
  share,
  low,
  high,
}: {
  target: number
  share: number
  low: number
  high: number
}) {
  const x = (value: number) => Math.min(WIDTH, Math.max(0, (WIDTH / 2) * (1 + ((value - target) * 100) / SPAN)))
  const isInside = low <= target && target <= high
  const colour = isInside ? 'var(--status-healthy)' : 'var(--status-degraded)'
  const words = isInside ? 'the target is inside the interval' : 'the target is outside the interval'
  return (
    <svg
      width={WIDTH}
      height="16"
      viewBox={`0 0 ${WIDTH} 16`}
      role="img"
      aria-label={`Axis is target plus or minus 5 points: ${words}`}
    >
      <path d={`M0 8.5H${WIDTH}M.5 5.5v6M${WIDTH - 0.5} 5.5v6`} stroke="var(--border-strong)" fill="none" />
      <path d={`M${x(low)} 8.5H${Math.max(x(high), x(low) + 2)}`} stroke={colour} strokeWidth="6" opacity=".55" />
      <circle cx={x(share)} cy="8.5" r="3" fill={colour} />
      <path d={`M${WIDTH / 2} 1V16`} stroke="var(--draft)" strokeWidth="1.5" />
    </svg>
  )
}
