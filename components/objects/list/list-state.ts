import { queryString, setOrDelete } from '../../../lib/client/scope.ts'

/** Column and direction; null is the order of worst first. */
export type Sorting = { column: string; descending: boolean } | null

/** What narrows and orders a list; all of it is in the URL. */
export type ListState = {
  words: string
  /** Chosen values by facet; a facet without any lets everything through. */
  chosen: Readonly<Record<string, readonly string[]>>
  sorting: Sorting
}

const facetPrefix = 'f.'

/** Reads the state of a list from its URL: `q`, `sort` and one `f.NAME` per facet. */
export function parseListState(params: URLSearchParams): ListState {
  const sort = params.get('sort') ?? ''
  const chosen = [...params]
    .filter(([name]) => name.startsWith(facetPrefix))
    .map(([name, value]) => [name.slice(facetPrefix.length), value.split(',').filter((part) => part !== '')] as const)
  return {
    words: params.get('q') ?? '',
    chosen: Object.fromEntries(chosen),
    sorting: sort === '' ? null : { column: sort.replace(/^-/, ''), descending: sort.startsWith('-') },
  }
}

/** Writes the state into a copy of the parameters and leaves the others. */
export function withListState(params: URLSearchParams, state: ListState): URLSearchParams {
  const next = new URLSearchParams(params)
  for (const name of params.keys()) if (name.startsWith(facetPrefix)) next.delete(name)
  setOrDelete(next, 'q', state.words.trim() === '' ? undefined : state.words)
  const { sorting } = state
  setOrDelete(next, 'sort', sorting === null ? undefined : `${sorting.descending ? '-' : ''}${sorting.column}`)
  for (const [facet, values] of Object.entries(state.chosen))
    setOrDelete(next, `${facetPrefix}${facet}`, values.length === 0 ? undefined : values.join(','))
  return next
}

export function listHref(path: string, params: URLSearchParams, state: ListState): string {
  return `${path}${queryString(withListState(params, state))}`
}

/** A facet's value chosen or no longer. */
export function toggled(state: ListState, facet: string, value: string): ListState {
  const values = state.chosen[facet] ?? []
  const next = values.includes(value) ? values.filter((one) => one !== value) : [...values, value]
  return { ...state, chosen: { ...state.chosen, [facet]: next } }
}

/** A press on a column's head: downwards for numbers first, then the other way, then worst first again. */
export function nextSorting(sorting: Sorting, column: string, numeric: boolean): Sorting {
  if (sorting?.column !== column) return { column, descending: numeric }
  return sorting.descending === numeric ? { column, descending: !numeric } : null
}
