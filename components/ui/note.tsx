import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'
import { StatusMark } from './status-mark.tsx'

export type NoteTone = 'plain' | 'healthy' | 'degraded' | 'failing' | 'accent'

const tones: Record<NoteTone, string> = {
  plain: 'border border-line bg-surface-2',
  healthy: 'bg-healthy-bg shadow-[inset_3px_0_0_var(--status-healthy)]',
  degraded: 'bg-degraded-bg shadow-[inset_3px_0_0_var(--status-degraded)]',
  failing: 'bg-failing-bg shadow-[inset_3px_0_0_var(--status-failing)]',
  accent: 'border border-line bg-surface-1 shadow-[inset_3px_0_0_var(--accent-line)]',
}

/** A fact in place: what, since when, likely cause, the next click. */
export function Note({
  tone = 'plain',
  icon,
  children,
  actions,
  role,
}: {
  tone?: NoteTone
  icon?: IconName
  children: ReactNode
  actions?: ReactNode
  /** `alert` is read out at once. */
  role?: 'alert'
}) {
  return (
    <div
      role={role}
      className={`flex gap-2.5 rounded-ctl px-3 py-2 text-dense text-ink-2 [&_b]:font-semibold [&_b]:text-ink-1 ${tones[tone]}`}
    >
      <span className="mt-[3px] flex-none">
        {icon !== undefined ? (
          <Icon name={icon} size={14} />
        ) : tone === 'plain' || tone === 'accent' ? (
          <Icon name="info" size={14} />
        ) : (
          <StatusMark status={tone} />
        )}
      </span>
      <div className="min-w-0 flex-1">{children}</div>
      {actions === undefined ? null : <div className="flex flex-none items-start gap-2">{actions}</div>}
    </div>
  )
}
