'use client'
import { Button, ListBox, ListBoxItem, Select as AriaSelect } from 'react-aria-components'
import { buttonClass } from './button.tsx'
import { Icon, type IconName } from './icon.tsx'
import { Popover } from './popover.tsx'

export type Option<Id extends string> = { id: Id; label: string; hint?: string }

/** "Name value ⌄": a button that shows what is chosen and opens the list. */
export function Select<Id extends string>({
  label,
  caption,
  icon,
  options,
  selected,
  onSelect,
  className = '',
}: {
  label: string
  /** Words before the value; without them the label is only read out. */
  caption?: string
  icon?: IconName
  options: readonly Option<Id>[]
  selected: Id
  onSelect: (id: Id) => void
  className?: string
}) {
  const current = options.find(({ id }) => id === selected)
  return (
    <AriaSelect
      aria-label={label}
      selectedKey={selected}
      onSelectionChange={(key) => {
        const option = options.find(({ id }) => id === key)
        if (option !== undefined) onSelect(option.id)
      }}
    >
      <Button className={`${buttonClass()} ${className}`}>
        {icon === undefined ? null : <Icon name={icon} size={14} />}
        {caption === undefined ? null : <span className="font-normal text-ink-3">{caption}</span>}
        <span>{current?.label ?? selected}</span>
        <Icon name="chevronDown" size={12} />
      </Button>
      <Popover className="min-w-(--trigger-width)">
        <ListBox className="p-1 outline-none">
          {options.map(({ id, label: name, hint }) => (
            <ListBoxItem key={id} id={id} textValue={name} className={optionClass}>
              <span className="flex w-3.5 flex-none">{id === selected ? <Icon name="check" size={14} /> : null}</span>
              <span className="flex-1">{name}</span>
              {hint === undefined ? null : <span className="text-ink-3">{hint}</span>}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </AriaSelect>
  )
}

/** A row of a list or menu that the keyboard or pointer can be on. */
export const optionClass =
  'flex h-7 cursor-pointer items-center gap-2 rounded-chip px-2 text-dense whitespace-nowrap text-ink-1 outline-none ' +
  'data-[focused]:bg-accent-bg data-[hovered]:bg-accent-bg data-[disabled]:cursor-not-allowed data-[disabled]:text-ink-3'
