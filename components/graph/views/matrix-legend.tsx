import { perSecond, text } from '../../../lib/client/format/number.ts'
import { StatusMark } from '../../ui/status-mark.tsx'
import type { Link } from '../model/graph-model.ts'

const heats = ['bg-heat-1', 'bg-heat-2', 'bg-heat-3', 'bg-heat-4'] as const

/** What heat and borders mean; the steps are those of the busiest edge, on a log scale. */
export function MatrixLegend({ links }: { links: readonly Link[] }) {
  const most = Math.max(0, ...links.map(({ edge }) => edge.rps ?? 0))
  const upTo = (step: number) => (1 + most) ** (step / heats.length) - 1
  return (
    <div className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-1 text-small text-ink-3">
      {most === 0
        ? null
        : heats.map((heat, index) => (
            <span key={heat} className="flex items-center gap-1.5">
              <span className={`h-3 w-6 rounded-[3px] ${heat}`} />
              {`to ${text(perSecond(upTo(index + 1)))}`}
            </span>
          ))}
      <span className="flex items-center gap-1.5">
        <StatusMark status="degraded" /> degraded, dashed border
      </span>
      <span className="flex items-center gap-1.5">
        <StatusMark status="failing" /> failing, solid border
      </span>
    </div>
  )
}
