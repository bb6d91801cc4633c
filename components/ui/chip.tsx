import type { ReactNode } from 'react'
import { statusStyle, StatusMark, type Status } from './status-mark.tsx'

const shape = 'inline-flex h-5 items-center gap-[5px] whitespace-nowrap rounded-chip px-[7px] text-small font-medium'

export type ChipTone = 'plain' | 'line' | 'accent'

const tones: Record<ChipTone, string> = {
  plain: 'bg-surface-2 text-ink-2',
  line: 'text-ink-2 ring-1 ring-inset ring-line',
  accent: 'bg-accent-bg text-accent-text',
}

export function Chip({ tone = 'plain', children }: { tone?: ChipTone; children: ReactNode }) {
  return <span className={`${shape} ${tones[tone]}`}>{children}</span>
}

/** A status as chip: mark and word. */
export function StatusChip({ status, children }: { status: Status; children?: ReactNode }) {
  return (
    <span className={`${shape} ${statusStyle[status].chip}`}>
      <StatusMark status={status} />
      {children ?? statusStyle[status].word}
    </span>
  )
}
