import type { ReactNode } from 'react'
import { Icon, type IconName } from '../ui/icon.tsx'

/** Pixels from the lanes' left edge to where time begins, and what is left free at their right; the same in every lane. */
export const inset = { label: 116, axis: 56, right: 12 } as const

/** One lane: its name and facts at the left, time at the right. */
export function Lane({
  title,
  hint,
  icon,
  height,
  children,
}: {
  title: string
  hint?: string | undefined
  icon?: IconName
  height: number
  children: ReactNode
}) {
  return (
    <section aria-label={title} className="flex border-b border-line-subtle" style={{ height }}>
      <header className="flex-none py-1.5 pl-3.5 text-dense" style={{ width: inset.label }}>
        <h3 className="flex items-center gap-1.5 font-semibold">
          {icon === undefined ? null : <Icon name={icon} size={12} className="text-ink-3" />}
          {title}
        </h3>
        {hint === undefined ? null : <p className="text-small text-ink-3">{hint}</p>}
      </header>
      <div className="relative min-w-0 flex-1" style={{ marginRight: inset.right }}>
        {children}
      </div>
    </section>
  )
}
