import type { ChangeRow } from '../../lib/contract/changes.ts'

/** Changes that are drawn as one mark, newest first; `position` is 0 to 1 of the chart's width. */
export type ChangeMark = { position: number; changes: readonly ChangeRow[] }

/** Marks nearer than this share of the width would cover each other. */
const NEAREST = 0.012

/** Places every change of the time shown; neighbours that would overlap become one mark with a count. */
export function changeMarks(changes: readonly ChangeRow[], span: { from: number; to: number }): ChangeMark[] {
  const marks: { position: number; changes: ChangeRow[] }[] = []
  const placed = changes
    .map((change) => ({ change, position: (Date.parse(change.at) / 1000 - span.from) / (span.to - span.from) }))
    .filter(({ position }) => position >= 0 && position <= 1)
    .toSorted((left, right) => left.position - right.position)
  for (const { change, position } of placed) {
    const near = marks.at(-1)
    if (near && position - near.position < NEAREST) near.changes.unshift(change)
    else marks.push({ position, changes: [change] })
  }
  return marks
}
