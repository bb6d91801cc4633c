import type { ReactNode } from 'react'

/** The right column of a step. It is never an overlay: under 1024 px it follows below, so nothing is covered. */
export function StagePanel({ label, children }: { label: string; children: ReactNode }) {
  return (
    <aside
      aria-label={label}
      className="flex w-[380px] flex-none flex-col overflow-auto border-l border-line-subtle bg-surface-1 max-xl:w-[320px] max-lg:w-full max-lg:overflow-visible max-lg:border-t max-lg:border-l-0"
    >
      {children}
    </aside>
  )
}
