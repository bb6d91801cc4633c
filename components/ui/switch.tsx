'use client'
import { Switch as AriaSwitch } from 'react-aria-components'

/** On or off, at once. */
export function Switch({
  isSelected,
  onChange,
  children,
  isDisabled = false,
}: {
  isSelected: boolean
  onChange: (selected: boolean) => void
  children: string
  isDisabled?: boolean
}) {
  return (
    <AriaSwitch
      isSelected={isSelected}
      onChange={onChange}
      isDisabled={isDisabled}
      className="group flex min-h-6 cursor-pointer items-center gap-2 text-dense"
    >
      <span className="flex h-4 w-7 flex-none items-center rounded-full border border-line-strong bg-surface-3 px-px group-data-[focus-visible]:outline-2 group-data-[focus-visible]:outline-offset-1 group-data-[focus-visible]:outline-focus group-data-[selected]:border-accent group-data-[selected]:bg-accent">
        <span className="size-3 rounded-full bg-line-strong transition-transform duration-90 group-data-[selected]:translate-x-3 group-data-[selected]:bg-on-accent" />
      </span>
      {children}
    </AriaSwitch>
  )
}
