import type { ReactNode } from 'react'

/** A number with its name, unit and, below, its course. */
export function Tile({
  name,
  value,
  unit,
  children,
}: {
  name: string
  value: string
  unit?: string | undefined
  children?: ReactNode
}) {
  return (
    <div className="min-w-0 rounded-ctl bg-surface-2 px-2.5 py-1.5">
      <div className="text-small text-ink-3">{name}</div>
      <div className="text-tile font-semibold tracking-tight whitespace-nowrap">
        {value}
        {unit === undefined ? null : <span className="text-small font-normal tracking-normal text-ink-3"> {unit}</span>}
      </div>
      {children}
    </div>
  )
}
