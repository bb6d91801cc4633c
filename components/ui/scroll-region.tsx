import type { ReactNode } from 'react'

/** What may be larger than its place: it scrolls, by keyboard too. */
export function ScrollRegion({
  label,
  className = 'overflow-auto',
  children,
}: {
  label: string
  className?: string
  children: ReactNode
}) {
  return (
    <section
      // A region that scrolls must be reachable by keyboard.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      aria-label={label}
      className={className}
    >
      {children}
    </section>
  )
}

/** What may be wider than its place. */
export function ScrollAcross({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ScrollRegion label={`${label}, sideways`} className="overflow-x-auto">
      {children}
    </ScrollRegion>
  )
}
