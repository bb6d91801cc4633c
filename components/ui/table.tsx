import type { ReactNode, TdHTMLAttributes, ThHTMLAttributes } from 'react'

/** Dense table: head 28, rows by density, numbers right, sticky head. Rows carry their own link. */
export function Table({
  label,
  children,
  className = '',
  rowCount,
}: {
  label: string
  children: ReactNode
  className?: string
  /** All rows, head included, when only some are drawn. */
  rowCount?: number
}) {
  return (
    <table aria-label={label} aria-rowcount={rowCount} className={`w-full border-collapse text-dense ${className}`}>
      {children}
    </table>
  )
}

export function TableHead({ children }: { children: ReactNode }) {
  return (
    <thead className="sticky top-0 z-10">
      <tr>{children}</tr>
    </thead>
  )
}

type CellAlign = { align?: 'start' | 'end' }

export function HeadCell({
  align = 'start',
  className = '',
  ...props
}: CellAlign & Omit<ThHTMLAttributes<HTMLTableCellElement>, 'align'>) {
  return (
    <th
      scope="col"
      {...props}
      className={`h-7 border-b border-line bg-surface-1 px-2.5 text-small font-medium whitespace-nowrap text-ink-3 first:pl-3.5 last:pr-3.5 ${align === 'end' ? 'text-right' : 'text-left'} ${className}`}
    />
  )
}

export function Row({
  selected = false,
  children,
  className = '',
  ...props
}: { selected?: boolean; children: ReactNode; className?: string } & React.HTMLAttributes<HTMLTableRowElement> &
  React.RefAttributes<HTMLTableRowElement>) {
  return (
    <tr
      {...props}
      aria-selected={selected || undefined}
      className={`relative border-b border-line-subtle last:border-b-0 hover:bg-surface-2 aria-selected:bg-accent-bg aria-selected:shadow-[inset_3px_0_0_var(--accent-line)] ${className}`}
    >
      {children}
    </tr>
  )
}

export function Cell({
  align = 'start',
  className = '',
  ...props
}: CellAlign & Omit<TdHTMLAttributes<HTMLTableCellElement>, 'align'>) {
  return (
    <td
      {...props}
      className={`h-row px-2.5 whitespace-nowrap first:pl-3.5 last:pr-3.5 ${align === 'end' ? 'text-right' : 'text-left'} ${className}`}
    />
  )
}
