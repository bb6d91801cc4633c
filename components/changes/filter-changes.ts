import type { ChangeRow } from '../../lib/contract/changes.ts'

/** What the list is cut to. Empty fields cut nothing. */
export type ChangeFilters = { text: string; source: string; object: string }

/** "kind/namespace/name" of a change's object, for the URL. */
export function objectKey({ object }: Pick<ChangeRow, 'object'>): string {
  return `${object.kind}/${object.namespace}/${object.name}`
}

/** Every word must occur in the object, the person, the reason or the summary. */
export function filterChanges(changes: readonly ChangeRow[], filters: ChangeFilters): ChangeRow[] {
  const words = filters.text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  return changes.filter((change) => {
    if (filters.source !== '' && change.source !== filters.source) return false
    if (filters.object !== '' && objectKey(change) !== filters.object) return false
    const { object, actor, reason, summary, source } = change
    const text =
      `${object.kind} ${object.namespace} ${object.name} ${actor} ${reason ?? ''} ${summary} ${source}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
}

/** How many changes came from where, most first. */
export function countBySource(changes: readonly ChangeRow[]): { source: string; count: number }[] {
  const counts = new Map<string, number>()
  for (const { source } of changes) counts.set(source, (counts.get(source) ?? 0) + 1)
  return [...counts].map(([source, count]) => ({ source, count })).toSorted((left, right) => right.count - left.count)
}
