import type { ChartLine } from '../../charts/series.ts'

/** Names beside the look of their lines; one line alone needs none. */
export function ChartLegend({ lines, withPoints = false }: { lines: readonly ChartLine[]; withPoints?: boolean }) {
  if (lines.length < 2 && !withPoints) return null
  return (
    <ul className="flex flex-wrap gap-x-3 gap-y-0.5 px-2 pt-1 text-label text-ink-2">
      {lines.map(({ id, name, colour, dashed }) => (
        <li key={id} className="flex min-w-0 items-center gap-1.5">
          <svg width="14" height="4" aria-hidden="true" className="flex-none">
            <path
              d="M0 2h14"
              stroke={`var(--${colour})`}
              strokeWidth="2"
              strokeDasharray={dashed === true ? '4 3' : undefined}
            />
          </svg>
          <span className="truncate">{name}</span>
        </li>
      ))}
      {withPoints ? (
        <li className="flex items-center gap-1.5">
          <svg width="10" height="10" aria-hidden="true">
            <path d="M5 .8L9.2 5 5 9.2.8 5z" fill="none" stroke="var(--accent-line)" strokeWidth="1.4" />
          </svg>
          one request, opens its trace
        </li>
      ) : null}
    </ul>
  )
}
