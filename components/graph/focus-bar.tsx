'use client'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { mostHops, type Focus } from './graph-url.ts'

/** Says that only the surroundings of a node are shown, how far they reach, and the way back to everything. */
export function FocusBar({
  focus,
  name,
  onChange,
}: {
  focus: Focus
  name: string
  onChange: (focus: Focus | null) => void
}) {
  const { node, hops } = focus
  return (
    <fieldset
      aria-label="Focus"
      className="flex w-fit max-w-full items-center gap-1.5 rounded-ctl border border-accent-line bg-overlay py-1 pr-1 pl-2.5 text-dense shadow-1"
    >
      <Icon name="pin" size={14} className="text-accent-text" />
      <span className="min-w-0 truncate">
        Around <b className="font-semibold">{name}</b>
      </span>
      <IconButton
        label="One hop less"
        icon="minus"
        size="sm"
        isDisabled={hops <= 1}
        onPress={() => onChange({ node, hops: hops - 1 })}
      />
      <span className="whitespace-nowrap">{`${hops} ${hops === 1 ? 'hop' : 'hops'}`}</span>
      <IconButton
        label="One hop more"
        icon="plus"
        size="sm"
        isDisabled={hops >= mostHops}
        onPress={() => onChange({ node, hops: hops + 1 })}
      />
      <Button size="sm" variant="ghost" onPress={() => onChange(null)}>
        Show everything
      </Button>
    </fieldset>
  )
}
