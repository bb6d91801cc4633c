import { diffLines } from '../routing/line-diff.ts'

/** One entry's object in lines, before and after it. */
export interface LinesOfChange {
  readonly id: string
  readonly before: readonly string[]
  readonly after: readonly string[]
}

/** A line of an object and the change that last wrote it; null for what is older than the ledger, or came from elsewhere. */
export interface BlamedLine {
  readonly text: string
  readonly change: string | null
}

/**
 * Who last touched each line (R37): the entries are replayed oldest first. What was changed between two entries without one of
 * its own belongs to nobody.
 */
export function blameLines(changes: readonly LinesOfChange[], live: readonly string[]): BlamedLine[] {
  const first = changes[0]?.before ?? live
  let lines: BlamedLine[] = first.map((text) => ({ text, change: null }))
  for (const { id, before, after } of changes) {
    lines = carried(lines, before, null)
    lines = carried(lines, after, id)
  }
  return carried(lines, live, null)
}

function carried(lines: readonly BlamedLine[], next: readonly string[], change: string | null): BlamedLine[] {
  return diffLines(
    lines.map(({ text }) => text),
    next,
  ).flatMap(({ kind, text, before }): BlamedLine[] => {
    switch (kind) {
      case 'removed':
        return []
      case 'added':
        return [{ text, change }]
      case 'same':
        return [lines[(before ?? 1) - 1] ?? { text, change: null }]
    }
  })
}
