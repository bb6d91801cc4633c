'use client'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Menu } from '../../ui/menu.tsx'
import { toCsv, toJson } from './arrange.ts'
import type { Column } from './listing.ts'
import { saveFile } from './save-file.ts'

type ExportMenuProps<Item> = {
  /** Of the file, without its ending. */
  name: string
  label: string
  items: readonly Item[]
  /** What a table has of them; JSON has everything. */
  columns: readonly Column<Item>[]
}

/** Things as a file of the reader's own: the shown columns as CSV, or all fields as JSON. */
export function ExportMenu<Item>({ name, label, items, columns }: ExportMenuProps<Item>) {
  const actions = [
    {
      id: 'csv',
      label: 'CSV, the shown columns',
      onAction: () => saveFile(`${name}.csv`, 'text/csv', toCsv(items, columns)),
    },
    {
      id: 'json',
      label: 'JSON, every field',
      onAction: () => saveFile(`${name}.json`, 'application/json', toJson(items)),
    },
  ]
  return (
    <Menu label={label} actions={actions} placement="bottom end">
      <Button isDisabled={items.length === 0}>
        <Icon name="download" size={14} />
        {label}
        <Icon name="chevronDown" size={12} className="text-ink-3" />
      </Button>
    </Menu>
  )
}
