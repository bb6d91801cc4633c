import type { ReactNode } from 'react'

export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="rounded-[3px] border border-line bg-surface-2 px-1 font-sans text-label leading-4 font-medium text-ink-3">
      {children}
    </kbd>
  )
}
