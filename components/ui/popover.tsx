'use client'
import type { ReactNode } from 'react'
import { Popover as AriaPopover } from 'react-aria-components'

/** The floating surface that menus, pickers and cards share. */
export function Popover({
  children,
  className = '',
  placement = 'bottom start',
}: {
  children: ReactNode
  className?: string
  placement?: 'bottom start' | 'bottom end' | 'top start' | 'top end'
}) {
  return (
    <AriaPopover
      placement={placement}
      offset={4}
      className={`z-40 overflow-auto rounded-card border border-line bg-overlay text-dense text-ink-1 shadow-2 outline-none ${className}`}
    >
      {children}
    </AriaPopover>
  )
}
