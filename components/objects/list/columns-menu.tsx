'use client'
import { Dialog, DialogTrigger } from 'react-aria-components'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Popover } from '../../ui/popover.tsx'
import type { Column } from './listing.ts'
import type { ChosenColumns } from './use-columns.ts'

/** Which columns are shown; the name is locked. */
export function ColumnsMenu<Item>({
  columns,
  chosen,
}: {
  columns: readonly Column<Item>[]
  chosen: ChosenColumns<Item>
}) {
  const [first, ...rest] = columns
  return (
    <DialogTrigger>
      <Button>
        <Icon name="table" size={14} />
        Columns
        <span className="font-normal text-ink-3">{`${chosen.shown.length} of ${columns.length}`}</span>
      </Button>
      <Popover placement="bottom end">
        <Dialog aria-label="Columns" className="w-56 p-2 outline-none">
          <ul>
            {first === undefined ? null : (
              <li className="flex h-7 items-center gap-2 px-1 text-ink-2">
                <Icon name="lock" size={12} />
                {first.label}
              </li>
            )}
            {rest.map(({ id, label }) => (
              <li key={id} className="flex px-1">
                <Checkbox isSelected={chosen.isShown(id)} onChange={() => chosen.toggle(id)}>
                  {label}
                </Checkbox>
              </li>
            ))}
          </ul>
          <div className="mt-1 border-t border-line-subtle pt-2">
            <Button variant="ghost" size="sm" onPress={chosen.reset}>
              Reset
            </Button>
          </div>
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}
