'use client'
import type { ReactNode } from 'react'
import { Menu as AriaMenu, MenuItem as AriaMenuItem, MenuTrigger } from 'react-aria-components'
import { Icon, type IconName } from './icon.tsx'
import { Kbd } from './kbd.tsx'
import { Popover } from './popover.tsx'
import { optionClass } from './select.tsx'

export type MenuAction = {
  id: string
  label: string
  icon?: IconName
  shortcut?: string
  href?: string
  disabled?: boolean
  onAction?: () => void
}

/** `children` is the button that opens it; `onOpenChange` hears of it, so that entries can be asked for only then. */
export function Menu({
  label,
  actions,
  children,
  placement = 'bottom start',
  onOpenChange,
}: {
  label: string
  actions: readonly MenuAction[]
  children: ReactNode
  placement?: 'bottom start' | 'bottom end' | 'top end'
  onOpenChange?: (open: boolean) => void
}) {
  return (
    <MenuTrigger {...(onOpenChange === undefined ? {} : { onOpenChange })}>
      {children}
      <Popover placement={placement}>
        <AriaMenu aria-label={label} className="min-w-44 p-1 outline-none">
          {actions.map(({ id, label: name, icon, shortcut, href, disabled = false, onAction }) => (
            <AriaMenuItem
              key={id}
              id={id}
              textValue={name}
              isDisabled={disabled}
              className={`${optionClass} no-underline! max-sm:h-11`}
              {...(href === undefined ? {} : { href })}
              {...(onAction === undefined ? {} : { onAction })}
            >
              {icon === undefined ? null : <Icon name={icon} size={14} className="text-ink-3" />}
              <span className="flex-1">{name}</span>
              {shortcut === undefined ? null : <Kbd>{shortcut}</Kbd>}
            </AriaMenuItem>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  )
}
