import type { ReactNode } from 'react'

/** Title or view switch left, actions right; one primary at most. */
export function PageBar({
  children,
  actions,
  label,
  wrap = false,
}: {
  children: ReactNode
  actions?: ReactNode
  label?: string
  /** On narrow screens: several lines instead of a strip to push along. */
  wrap?: boolean
}) {
  return (
    <div
      role="toolbar"
      aria-label={label ?? 'Page'}
      className={`flex min-h-11 flex-none flex-wrap items-center gap-2 border-b border-line-subtle bg-surface-1 px-3 py-1.5 ${wrap ? '' : 'max-sm:flex-nowrap max-sm:overflow-x-auto'}`}
    >
      {children}
      {actions === undefined ? null : (
        <div className={`ml-auto flex items-center gap-2 ${wrap ? 'max-sm:ml-0 max-sm:flex-wrap' : ''}`}>{actions}</div>
      )}
    </div>
  )
}

/** The h1 of a page with its facts in small. */
export function PageTitle({ title, facts }: { title: string; facts?: string }) {
  return (
    <div className="flex min-w-0 items-baseline gap-2">
      <h1 className="max-w-full flex-none truncate text-title font-[650] tracking-tight">{title}</h1>
      {facts === undefined ? null : <span className="truncate text-dense text-ink-3">{facts}</span>}
    </div>
  )
}

/** The scrolling body of a page that is not a canvas; content never exceeds 1680 px. */
export function PageBody({ children }: { children: ReactNode }) {
  return (
    <div className="min-h-0 flex-1 overflow-auto">
      <div data-page-content className="mx-auto flex w-full max-w-[1680px] flex-col gap-3 px-5 py-4 max-sm:px-3">
        {children}
      </div>
    </div>
  )
}
