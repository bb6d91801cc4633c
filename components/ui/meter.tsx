import { statusStyle, type Status } from './status-mark.tsx'

/** A thin bar for a share of 0 to 1; the number is always written beside it. */
export function Meter({ ratio, status = 'healthy' }: { ratio: number; status?: Status }) {
  const percent = Math.max(0, Math.min(1, ratio)) * 100
  return (
    <span aria-hidden="true" className="flex h-1.5 overflow-hidden rounded-[3px] bg-surface-3">
      <span className={`h-full ${statusStyle[status].bar}`} style={{ width: `${percent}%` }} />
    </span>
  )
}
