'use client'
import { Dialog, DialogTrigger } from 'react-aria-components'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Popover } from '../../ui/popover.tsx'

type ChoiceMenuProps<Id extends string> = {
  label: string
  choices: readonly { id: Id; label: string }[]
  chosen: readonly Id[]
  least?: number
  most?: number
  onChange: (chosen: readonly Id[]) => void
}

/** Several of a few: what would be too many or too little is not taken. */
export function ChoiceMenu<Id extends string>({
  label,
  choices,
  chosen,
  least = 0,
  most = Infinity,
  onChange,
}: ChoiceMenuProps<Id>) {
  const words = choices.filter(({ id }) => chosen.includes(id)).map((one) => one.label)
  const toggle = (id: Id) => {
    const next = chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]
    if (next.length >= least) onChange(next.slice(-most))
  }
  return (
    <DialogTrigger>
      <Button aria-label={`${label}: ${words.length === 0 ? 'nothing' : words.join(', ')}`}>
        <span className="font-normal text-ink-3">{label}</span>
        <span className="max-w-48 truncate">{words.length === 0 ? 'nothing' : words.join(', ')}</span>
        <Icon name="chevronDown" size={12} />
      </Button>
      <Popover>
        <Dialog aria-label={label} className="w-56 p-2 outline-none">
          <ul>
            {choices.map((choice) => (
              <li key={choice.id} className="flex px-1">
                <Checkbox isSelected={chosen.includes(choice.id)} onChange={() => toggle(choice.id)}>
                  {choice.label}
                </Checkbox>
              </li>
            ))}
          </ul>
          {most === Infinity ? null : <p className="mt-1 px-1 text-small text-ink-3">{`At most ${most}.`}</p>}
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}
