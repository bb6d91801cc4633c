'use client'
import type { ReactNode } from 'react'
import { Tooltip as AriaTooltip, TooltipTrigger } from 'react-aria-components'
import { Kbd } from './kbd.tsx'

/** A name (and its shortcut) for a focusable child; appears on hover and on focus. */
export function Tooltip({
  text,
  shortcut,
  placement = 'bottom',
  children,
}: {
  text: string
  shortcut?: string | undefined
  placement?: 'top' | 'bottom' | 'left' | 'right'
  children: ReactNode
}) {
  return (
    <TooltipTrigger delay={400} closeDelay={60}>
      {children}
      <AriaTooltip
        placement={placement}
        offset={6}
        className="z-50 flex max-w-80 items-center gap-2 rounded-ctl border border-line bg-overlay px-2 py-1 text-small text-ink-1 shadow-2"
      >
        {text}
        {shortcut === undefined ? null : <Kbd>{shortcut}</Kbd>}
      </AriaTooltip>
    </TooltipTrigger>
  )
}
