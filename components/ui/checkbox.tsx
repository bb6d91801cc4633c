'use client'
import type { ReactNode } from 'react'
import { Checkbox as AriaCheckbox } from 'react-aria-components'
import { Icon } from './icon.tsx'

export function Checkbox({
  isSelected,
  isIndeterminate = false,
  onChange,
  label,
  children,
}: {
  isSelected: boolean
  /** Some of what it stands for is selected. */
  isIndeterminate?: boolean
  onChange: (selected: boolean) => void
  /** Needed when the children are not plain words. */
  label?: string
  children?: ReactNode
}) {
  return (
    <AriaCheckbox
      isSelected={isSelected}
      isIndeterminate={isIndeterminate}
      onChange={onChange}
      {...(label === undefined ? {} : { 'aria-label': label })}
      className="group flex min-h-6 min-w-0 flex-1 cursor-pointer items-center gap-2 text-dense"
    >
      <span className="grid size-3.5 flex-none place-items-center rounded-[3px] border border-line-strong bg-canvas group-data-[focus-visible]:outline-2 group-data-[focus-visible]:outline-offset-1 group-data-[focus-visible]:outline-focus group-data-[indeterminate]:border-accent group-data-[indeterminate]:bg-accent group-data-[indeterminate]:text-on-accent group-data-[selected]:border-accent group-data-[selected]:bg-accent group-data-[selected]:text-on-accent">
        {isIndeterminate ? <Icon name="minus" size={12} /> : isSelected ? <Icon name="check" size={12} /> : null}
      </span>
      {children}
    </AriaCheckbox>
  )
}
