import type { ReactNode } from 'react'

export type Status = 'healthy' | 'degraded' | 'failing' | 'idle' | 'unknown'

/** Meaning to word, text colour and chip colours; the shape of each status is in StatusMark. */
export const statusStyle: Record<Status, { word: string; text: string; chip: string; bar: string }> = {
  healthy: { word: 'Healthy', text: 'text-healthy-text', chip: 'bg-healthy-bg text-healthy-text', bar: 'bg-healthy' },
  degraded: {
    word: 'Degraded',
    text: 'text-degraded-text',
    chip: 'bg-degraded-bg text-degraded-text',
    bar: 'bg-degraded',
  },
  failing: { word: 'Failing', text: 'text-failing-text', chip: 'bg-failing-bg text-failing-text', bar: 'bg-failing' },
  idle: { word: 'Idle', text: 'text-idle-text', chip: 'bg-idle-bg text-idle-text', bar: 'bg-idle' },
  unknown: { word: 'Unknown', text: 'text-unknown-text', chip: 'bg-unknown-bg text-unknown-text', bar: 'bg-unknown' },
}

const ink = 'var(--surface-1)'

const shapes: Record<Status, ReactNode> = {
  healthy: (
    <>
      <circle cx="6" cy="6" r="5" fill="var(--status-healthy)" />
      <path d="M3.6 6.2l1.7 1.6 3-3.4" fill="none" stroke={ink} strokeWidth="1.5" strokeLinecap="round" />
    </>
  ),
  degraded: (
    <>
      <path d="M6 .8L11.6 11H.4z" fill="var(--status-degraded)" />
      <path d="M6 4.3v3M6 9.1v.1" stroke={ink} strokeWidth="1.4" strokeLinecap="round" />
    </>
  ),
  failing: (
    <>
      <path d="M3.7.6h4.6l3.1 3.1v4.6l-3.1 3.1H3.7L.6 8.3V3.7z" fill="var(--status-failing)" />
      <path d="M4 4l4 4M8 4l-4 4" stroke={ink} strokeWidth="1.5" strokeLinecap="round" />
    </>
  ),
  idle: (
    <>
      <circle cx="6" cy="6" r="4.5" fill="none" stroke="var(--status-idle)" strokeWidth="1.5" />
      <path d="M3.8 6h4.4" stroke="var(--status-idle)" strokeWidth="1.5" />
    </>
  ),
  unknown: (
    <circle
      cx="6"
      cy="6"
      r="4.7"
      fill="none"
      stroke="var(--status-unknown)"
      strokeWidth="1.3"
      strokeDasharray="2 1.6"
    />
  ),
}

/** Disc with tick, triangle, octagon, ring with bar, dashed ring: the shape alone tells the status. */
export function StatusMark({ status, label, size = 12 }: { status: Status; label?: string; size?: number }) {
  const named = label === undefined ? { 'aria-hidden': true as const } : { role: 'img', 'aria-label': label }
  return (
    <svg viewBox="0 0 12 12" width={size} height={size} className="block flex-none" {...named}>
      {shapes[status]}
    </svg>
  )
}

/** Mark and word together. */
export function StatusWord({ status, children }: { status: Status; children?: ReactNode }) {
  return (
    <span className={`inline-flex items-center gap-1.5 whitespace-nowrap ${statusStyle[status].text}`}>
      <StatusMark status={status} />
      {children ?? statusStyle[status].word}
    </span>
  )
}
