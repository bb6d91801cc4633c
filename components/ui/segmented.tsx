'use client'
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import { Icon, type IconName } from './icon.tsx'

export type Segment<Id extends string> = { id: Id; label: string; icon?: IconName }

/** One of a few, all visible: view switches, source or destination. */
export function Segmented<Id extends string>({
  label,
  segments,
  selected,
  onSelect,
  size = 'md',
}: {
  label: string
  segments: readonly Segment<Id>[]
  selected: Id
  onSelect: (id: Id) => void
  size?: 'md' | 'sm'
}) {
  const metrics = size === 'md' ? 'px-[9px] text-dense' : 'px-1.5 text-small'
  return (
    <ToggleButtonGroup
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[selected]}
      onSelectionChange={(keys) => {
        const segment = segments.find(({ id }) => keys.has(id))
        if (segment !== undefined) onSelect(segment.id)
      }}
      className={`inline-flex gap-0.5 rounded-ctl border border-line-subtle bg-surface-2 p-px ${size === 'md' ? 'h-ctl' : 'h-6'}`}
    >
      {segments.map(({ id, label: name, icon }) => (
        <ToggleButton
          key={id}
          id={id}
          className={`hit-24 inline-flex cursor-pointer items-center gap-1.5 rounded-chip font-medium whitespace-nowrap text-ink-2 data-[hovered]:text-ink-1 data-[selected]:bg-surface-1 data-[selected]:text-ink-1 data-[selected]:ring-1 data-[selected]:ring-line in-data-[theme=dark]:data-[selected]:bg-surface-3 ${metrics}`}
        >
          {icon === undefined ? null : <Icon name={icon} size={14} />}
          {name}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}
