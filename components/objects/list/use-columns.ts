'use client'
import { useStored } from '../../shell/use-stored.ts'
import type { Column } from './listing.ts'

export type ChosenColumns<Item> = {
  shown: readonly Column<Item>[]
  isShown: (id: string) => boolean
  toggle: (id: string) => void
  reset: () => void
}

/** Which columns a kind's list shows, remembered in this browser. The first one, the name, always stays. */
export function useColumns<Item>(kind: string, columns: readonly Column<Item>[]): ChosenColumns<Item> {
  const [stored, setStored] = useStored(`heddle.columns.${kind}`)
  const hidden = new Set(
    stored === null ? columns.filter((column) => column.hidden === true).map(({ id }) => id) : stored.split(','),
  )
  const [first] = columns
  if (first !== undefined) hidden.delete(first.id)
  const isShown = (id: string) => !hidden.has(id)
  return {
    shown: columns.filter(({ id }) => isShown(id)),
    isShown,
    toggle: (id) => {
      const next = new Set(hidden)
      if (!next.delete(id)) next.add(id)
      setStored([...next].join(','))
    },
    reset: () => setStored(null),
  }
}
