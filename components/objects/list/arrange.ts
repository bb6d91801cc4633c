import type { HealthStatus } from '../../../lib/domain/health/model.ts'
import { isFound, readListFind, type ListFind } from './list-find.ts'
import type { ListState, Sorting } from './list-state.ts'
import { keyOf, type Column, type Facet, type Listed, type Listing, type SortValue } from './listing.ts'

const rank: Readonly<Record<HealthStatus, number>> = { failing: 0, degraded: 1, healthy: 2, idle: 3, unknown: 4 }

/** What the state lets through, in its order. `find` is how its words were read, where that is known already. */
export function arranged<Item extends Listed>(
  items: readonly Item[],
  listing: Listing<Item>,
  state: ListState & { find?: ListFind },
): Item[] {
  const find = state.find ?? readListFind(state.words)
  const through = items.filter(
    (item) =>
      passes(item, listing.facets, state) &&
      isFound(find, { searchText: searchText(item, listing), subject: listing.subject(item) }),
  )
  return through.toSorted(comparison(listing, state.sorting))
}

/** Each facet's values with how many things of the list have them, whatever is chosen; the commonest first. */
export function facetCounts<Item>(items: readonly Item[], facet: Facet<Item>): { value: string; count: number }[] {
  const counts = new Map<string, number>()
  for (const item of items) for (const value of facet.values(item)) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .toSorted((a, b) => b.count - a.count || a.value.localeCompare(b.value))
}

/** Names and labels: `app=cart` finds a label, `cart` a name or a label. */
function searchText<Item extends Listed>(item: Item, { labels }: Listing<Item>): string {
  const pairs = Object.entries(labels(item)).map(([key, value]) => `${key}=${value}`)
  return [keyOf(item), ...pairs].join('\n').toLowerCase()
}

function passes<Item>(item: Item, facets: readonly Facet<Item>[], { chosen }: ListState): boolean {
  return facets.every((facet) => {
    const wanted = chosen[facet.id] ?? []
    return wanted.length === 0 || facet.values(item).some((value) => wanted.includes(value))
  })
}

function comparison<Item extends Listed>({ columns }: Listing<Item>, sorting: Sorting): (a: Item, b: Item) => number {
  const column = columns.find(({ id }) => id === sorting?.column)
  if (sorting === null || column === undefined) return worstFirst
  const sign = sorting.descending ? -1 : 1
  return (a, b) => compareValues(column.sort(a), column.sort(b), sign) || worstFirst(a, b)
}

/** What is not known comes last, whichever way the list is ordered. */
function compareValues(a: SortValue, b: SortValue, sign: number): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null)
  return sign * (typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b)))
}

/** Worst first, then busiest, then by name. */
export function worstFirst(a: Listed, b: Listed): number {
  return (
    rank[a.health.status] - rank[b.health.status] ||
    (b.inbound.rps ?? -1) - (a.inbound.rps ?? -1) ||
    keyOf(a).localeCompare(keyOf(b))
  )
}

/** RFC 4180 with the shown columns; a text that a spreadsheet would run as a formula is prefixed by an apostrophe. */
export function toCsv<Item>(items: readonly Item[], columns: readonly Column<Item>[]): string {
  const rows = [columns.map(({ label }) => label), ...items.map((item) => columns.map(({ text }) => text(item)))]
  return rows.map((row) => row.map(csvField).join(',')).join('\r\n') + '\r\n'
}

function csvField(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Things with all of their fields, as the console was told them. */
export function toJson<Item>(items: readonly Item[]): string {
  return `${JSON.stringify(items, null, 2)}\n`
}
