import { setOrDelete } from '../../lib/client/scope.ts'

/** What is selected: one thing, a namespace's box by its name, several nodes, or the whole graph. */
export type GraphSelection =
  { kind: 'node' | 'edge' | 'box'; id: string } | { kind: 'several'; ids: readonly string[] } | { kind: 'graph' } | null

/** Reads the selection; the more particular one wins. */
export function selectionOf(params: URLSearchParams): GraphSelection {
  const value = (name: string) => params.get(name) ?? ''
  if (value('edge') !== '') return { kind: 'edge', id: value('edge') }
  if (value('node') !== '') return { kind: 'node', id: value('node') }
  if (value('box') !== '') return { kind: 'box', id: value('box') }
  return severalOf(value('nodes').split(',')) ?? (value('panel') === 'graph' ? { kind: 'graph' } : null)
}

/** Writes the selection into the parameters and takes away every other one. */
export function writeSelection(params: URLSearchParams, selected: GraphSelection): void {
  for (const kind of ['node', 'edge', 'box'] as const)
    setOrDelete(params, kind, selected?.kind === kind ? selected.id : undefined)
  setOrDelete(params, 'panel', selected?.kind === 'graph' ? 'graph' : undefined)
  setOrDelete(params, 'nodes', selected?.kind === 'several' ? selected.ids.join(',') : undefined)
}

/** The selection after a click with Ctrl, Cmd or Shift: the node joins those that are selected, or leaves them. */
export function toggledNode(selected: GraphSelection, id: string): GraphSelection {
  const ids = selectedNodes(selected)
  return severalOf(ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id])
}

/** The selected nodes, one or several. */
export function selectedNodes(selected: GraphSelection): readonly string[] {
  if (selected?.kind === 'node') return [selected.id]
  return selected?.kind === 'several' ? selected.ids : []
}

/** Ids of the nodes or the edge that are selected. */
export function selectedIds(selected: GraphSelection): readonly string[] {
  return selected?.kind === 'edge' ? [selected.id] : selectedNodes(selected)
}

/** Whether this node or edge is selected, alone or with others. */
export function isSelected(selected: GraphSelection, kind: 'node' | 'edge', id: string): boolean {
  if (kind === 'node') return selectedNodes(selected).includes(id)
  return selected?.kind === 'edge' && selected.id === id
}

function severalOf(ids: readonly string[]): GraphSelection {
  const known = [...new Set(ids.filter((id) => id !== ''))].toSorted()
  const [first] = known
  if (first === undefined) return null
  return known.length === 1 ? { kind: 'node', id: first } : { kind: 'several', ids: known }
}
