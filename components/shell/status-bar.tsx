'use client'
import { useSyncExternalStore, type ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { clockTime } from '../../lib/client/format/time.ts'
import { zoneName } from '../../lib/client/format/zone.ts'
import { SourcesLine } from './sources-line.tsx'
import { useNow } from './use-now.ts'

const slotId = 'status-page'

/** Freshness and sources left, the page's own counts and the clock right. */
export function StatusBar() {
  return (
    <footer className="col-start-2 flex items-center max-sm:hidden gap-4 overflow-hidden border-t border-line-subtle bg-surface-1 px-3 text-small whitespace-nowrap text-ink-3">
      <SourcesLine />
      <span id={slotId} className="flex min-w-0 flex-1 items-center gap-4 overflow-hidden" />
      <Clock />
    </footer>
  )
}

/** Puts a page's facts into the status bar. */
export function StatusItems({ children }: { children: ReactNode }) {
  const slot = useSyncExternalStore(subscribeNever, findSlot, () => null)
  return slot === null ? null : createPortal(children, slot)
}

const subscribeNever = () => () => undefined
const findSlot = () => document.getElementById(slotId)

function Clock() {
  const now = useNow()
  return <span aria-hidden="true">{now === null ? '' : `${zoneName(now)} ${clockTime(now)}`}</span>
}
