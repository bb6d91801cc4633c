import type { IconName } from '../../ui/icon.tsx'
import type { Status } from '../../ui/status-mark.tsx'

export type PaletteGroup = 'Go to' | 'Do' | 'Changes' | 'Find'

/** One row: where it leads or what it does, with its state or keys at the right. */
export type PaletteEntry = {
  id: string
  group: PaletteGroup
  icon: IconName
  title: string
  detail: string
  status?: Status | undefined
  /** Words beside the status. */
  state?: string | undefined
  keys?: string | undefined
  action: { href: string } | { run: () => void }
}

/** What a text in the palette asks for. */
export type PaletteQuery =
  | { kind: 'everything'; words: string }
  | { kind: 'commands'; words: string }
  | { kind: 'changes'; words: string }
  | { kind: 'trace'; traceId: string }

/** `>` commands, `#` changes, a trace id (16 or 32 hex digits) its trace, anything else everything. */
export function parsePaletteQuery(text: string): PaletteQuery {
  const trimmed = text.trim()
  if (/^(?=.*\d)([0-9a-f]{16}|[0-9a-f]{32})$/i.test(trimmed)) return { kind: 'trace', traceId: trimmed.toLowerCase() }
  if (trimmed.startsWith('>')) return { kind: 'commands', words: trimmed.slice(1).trim() }
  if (trimmed.startsWith('#')) return { kind: 'changes', words: trimmed.slice(1).trim() }
  return { kind: 'everything', words: trimmed }
}

const badness: Readonly<Record<Status, number>> = { failing: 0, degraded: 1, healthy: 2, idle: 3, unknown: 4 }

/** Entries that fit, best first: the whole name, its start, the start of a word, inside, in the details; then the worst. */
export function rankEntries(entries: readonly PaletteEntry[], words: string, most: number): PaletteEntry[] {
  const wanted = words
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  return entries
    .map((entry) => ({ entry, score: scoreOf(entry, wanted) }))
    .filter(({ score }) => score < notFound)
    .toSorted(
      (a, b) =>
        a.score - b.score ||
        badness[a.entry.status ?? 'healthy'] - badness[b.entry.status ?? 'healthy'] ||
        a.entry.title.length - b.entry.title.length ||
        a.entry.title.localeCompare(b.entry.title),
    )
    .slice(0, most)
    .map(({ entry }) => entry)
}

const notFound = 100

/** Every word must be found; the worst place decides. */
function scoreOf({ title, detail }: PaletteEntry, wanted: readonly string[]): number {
  const [name, more] = [title.toLowerCase(), detail.toLowerCase()]
  const scores = wanted.map((word) => {
    if (name === word) return 0
    const place = name.indexOf(word)
    if (place === 0) return 1
    if (place > 0) return /[^a-z0-9]/.test(name.charAt(place - 1)) ? 2 : 3
    return more.includes(word) ? 4 : notFound
  })
  return Math.max(0, ...scores)
}
