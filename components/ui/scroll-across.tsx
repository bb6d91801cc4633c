import type { ReactNode } from 'react'

/** What may be wider than its place: it scrolls sideways, by keyboard too. */
export function ScrollAcross({ label, children }: { label: string; children: ReactNode }) {
  return (
    <section
      // A region that scrolls must be reachable by keyboard.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      aria-label={`${label}, sideways`}
      className="overflow-x-auto"
    >
      {children}
    </section>
  )
}
