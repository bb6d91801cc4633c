import type { ChangeRow } from '../../lib/contract/changes.ts'

/** What the list is cut to. Empty fields cut nothing. */
export type ChangeFilters = {
  text: string
  source: string
  object: string
  kind: string
  who: string
  verified: '' | Verdict
}

/** What came of a change, as the list is filtered by it. */
export const verdicts = ['converged', 'running', 'not-converging', 'seen', 'applied', 'undone', 'refused'] as const
export type Verdict = (typeof verdicts)[number]

export function verdictIn(text: string): '' | Verdict {
  return verdicts.find((verdict) => verdict === text) ?? ''
}

/** The one group that a change belongs to. */
export function verdictGroup(change: ChangeRow): Verdict {
  if (change.outcome === 'failed') return 'refused'
  if (change.revertedBy !== null) return 'undone'
  if (change.form === 'observed') return 'seen'
  switch (change.verification?.state) {
    case undefined:
      return change.outcome === 'started' ? 'running' : 'applied'
    case 'pending':
      return 'running'
    case 'converged':
    case 'not-converging':
      return change.verification.state
  }
}

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
    if (filters.kind !== '' && change.object.kind !== filters.kind) return false
    if (filters.who !== '' && change.actor !== filters.who) return false
    if (filters.verified !== '' && verdictGroup(change) !== filters.verified) return false
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
