import { keyOf, type Listed } from './listing.ts'

/** The keys of the selected things of a list, and the one that a range begins at. */
export type SelectedRows = { readonly keys: ReadonlySet<string>; readonly anchor: string | null }

export const nothingSelected: SelectedRows = { keys: new Set(), anchor: null }

/** One more or one fewer; a range goes on from here. */
export function toggledRow({ keys }: SelectedRows, key: string): SelectedRows {
  const next = new Set(keys)
  if (!next.delete(key)) next.add(key)
  return { keys: next, anchor: key }
}

/** Everything from where the selection was begun to this one, in the order that is shown; a lone start is this one. */
export function extendedTo(selected: SelectedRows, key: string, shown: readonly Listed[]): SelectedRows {
  const keys = shown.map(keyOf)
  const [from, to] = [keys.indexOf(selected.anchor ?? key), keys.indexOf(key)]
  if (from < 0 || to < 0) return toggledRow(selected, key)
  const range = keys.slice(Math.min(from, to), Math.max(from, to) + 1)
  return { keys: new Set([...selected.keys, ...range]), anchor: selected.anchor ?? key }
}

/** All that are shown; none where all of them were. */
export function toggledAll(selected: SelectedRows, shown: readonly Listed[]): SelectedRows {
  const isAll = shown.length > 0 && shown.every((item) => selected.keys.has(keyOf(item)))
  return isAll ? nothingSelected : { keys: new Set(shown.map(keyOf)), anchor: null }
}

/** The selected things that are shown, in their order: what the verbs act on is what can be seen. */
export function selectedOf<Item extends Listed>(shown: readonly Item[], { keys }: SelectedRows): Item[] {
  return keys.size === 0 ? [] : shown.filter((item) => keys.has(keyOf(item)))
}
