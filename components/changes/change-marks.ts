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

/** Seconds before and after a change that are compared, and the points that failures must have risen by. */
const COMPARED_SECONDS = 120
const MOVED = 0.005

/** Whether clearly more requests failed after a moment (Unix seconds) than before; false where either side has no values. */
export function failuresRose(
  activity: { readonly times: readonly number[]; readonly failedRatio: readonly (number | null)[] },
  at: number,
): boolean {
  const mean = (from: number, to: number) => {
    const values = activity.failedRatio.filter((_, place) => {
      const time = activity.times[place] ?? 0
      return time > from && time <= to
    })
    const known = values.filter((value) => value !== null)
    return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length
  }
  const [before, after] = [mean(at - COMPARED_SECONDS, at), mean(at, at + COMPARED_SECONDS)]
  return before !== null && after !== null && after - before >= MOVED
}
