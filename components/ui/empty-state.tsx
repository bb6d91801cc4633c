import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'

/** One sentence for the cause, one click for the way on. */
export function EmptyState({
  icon,
  title,
  detail,
  action,
}: {
  icon: IconName
  title: string
  detail?: string
  action?: ReactNode
}) {
  return (
    <output className="flex flex-wrap items-center gap-3 px-4 py-3 text-dense">
      <Icon name={icon} className="text-ink-3" />
      <p className="min-w-0 flex-1">
        <b className="font-semibold">{title}</b>{' '}
        {detail === undefined ? null : <span className="text-ink-2">{detail}</span>}
      </p>
      {action}
    </output>
  )
}
