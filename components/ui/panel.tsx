import type { ReactNode } from 'react'

/** The card of a page: border, no shadow, head of 40 px. No card in a card. */
export function Card({
  title,
  hint,
  actions,
  children,
  className = '',
  headingLevel: Heading = 'h2',
}: {
  title?: string
  hint?: string
  actions?: ReactNode
  children: ReactNode
  className?: string
  headingLevel?: 'h2' | 'h3'
}) {
  return (
    <section className={`flex min-w-0 flex-col rounded-card border border-line-subtle bg-surface-1 ${className}`}>
      {title === undefined ? null : (
        <header className="flex h-10 flex-none items-center gap-2 border-b border-line-subtle px-3.5 text-dense">
          <Heading className="truncate font-semibold">{title}</Heading>
          {hint === undefined ? null : <span className="min-w-0 truncate text-ink-3">{hint}</span>}
          <span className="ml-auto flex flex-none items-center gap-2">{actions}</span>
        </header>
      )}
      {children}
    </section>
  )
}

const panelWhenNarrow = {
  over: 'overflow-hidden max-xl:absolute max-xl:inset-y-0 max-xl:right-0 max-xl:z-20 max-xl:max-w-full max-xl:shadow-3',
  below: 'overflow-hidden max-xl:w-auto! max-xl:border-t max-xl:border-l-0',
}

/**
 * The right panel: details of the selection. Where there is no room beside the page it lies over it; one that can't be
 * closed goes `below`, in a parent that is a column then.
 */
export function SidePanel({
  label,
  children,
  width = 380,
  narrow = 'over',
}: {
  label: string
  children: ReactNode
  width?: number
  narrow?: keyof typeof panelWhenNarrow
}) {
  return (
    <aside
      aria-label={label}
      style={{ width }}
      className={`flex flex-none flex-col border-l border-line-subtle bg-surface-1 ${panelWhenNarrow[narrow]}`}
    >
      {children}
    </aside>
  )
}

/** One block of a panel with its heading. */
export function PanelSection({
  title,
  actions,
  children,
  className = '',
}: {
  title?: string
  actions?: ReactNode
  children: ReactNode
  className?: string
}) {
  return (
    <section className={`border-b border-line-subtle px-4 py-2.5 last:border-b-0 ${className}`}>
      {title === undefined ? null : (
        <header className="mb-1.5 flex items-center gap-2 text-dense">
          <h3 className="font-semibold">{title}</h3>
          <span className="ml-auto flex items-center gap-2">{actions}</span>
        </header>
      )}
      {children}
    </section>
  )
}
