'use client'
import { useShortcut } from '../../shell/shortcuts/shortcut-provider.tsx'
import { nothingSelected, toggledRow, type SelectedRows } from './selected-rows.ts'

/** X takes the row with the focus into the selection or out of it, Escape ends it. */
export function useSelectionKeys(selected: SelectedRows, onChange: (selected: SelectedRows) => void): void {
  const select = () => {
    const row = document.activeElement?.closest('tr')?.querySelector<HTMLElement>('[data-row-link]')
    const key = row?.dataset['rowLink']
    if (key !== undefined) onChange(toggledRow(selected, key))
  }
  useShortcut({ keys: 'x', label: 'Select the row', group: 'This page', run: select })
  useShortcut({
    keys: 'escape',
    label: 'Clear the selection',
    group: 'This page',
    run: () => {
      if (selected.keys.size > 0) onChange(nothingSelected)
    },
  })
}
