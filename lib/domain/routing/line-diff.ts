/** One line of a diff. Numbers count from 1 in the text the line is in. */
export interface DiffLine {
  readonly kind: 'same' | 'added' | 'removed'
  readonly text: string
  readonly before: number | null
  readonly after: number | null
}

/** Above this many cells a middle part is shown as wholly replaced instead of being compared line by line. */
const MAX_CELLS = 4_000_000

/** Line by line difference of two texts: a longest common subsequence, removed lines before added ones. */
export function diffLines(before: readonly string[], after: readonly string[]): DiffLine[] {
  const head = commonStart(before, after)
  const tail = commonEnd(before, after, head)
  const middle = compare(before.slice(head, before.length - tail), after.slice(head, after.length - tail))
  const kinds: Change[] = [
    ...before.slice(0, head).map((text): Change => ({ kind: 'same', text })),
    ...middle,
    ...before.slice(before.length - tail).map((text): Change => ({ kind: 'same', text })),
  ]
  return numbered(kinds)
}

/** The lines that changed, each with up to `context` unchanged lines around it; `null` stands for a gap. */
export function withContext(lines: readonly DiffLine[], context: number): (DiffLine | null)[] {
  const keep = lines.map(() => false)
  lines.forEach((line, place) => {
    if (line.kind === 'same') return
    for (let near = Math.max(0, place - context); near <= place + context && near < keep.length; near++) {
      keep[near] = true
    }
  })
  return lines.flatMap((line, place): (DiffLine | null)[] => {
    if (keep[place]) return [line]
    const opensGap = place === 0 || keep[place - 1] === true
    return opensGap ? [null] : []
  })
}

type Change = Pick<DiffLine, 'kind' | 'text'>

function commonStart(before: readonly string[], after: readonly string[]): number {
  let count = 0
  while (count < before.length && count < after.length && before[count] === after[count]) count++
  return count
}

function commonEnd(before: readonly string[], after: readonly string[], head: number): number {
  const limit = Math.min(before.length, after.length) - head
  let count = 0
  while (count < limit && before[before.length - 1 - count] === after[after.length - 1 - count]) count++
  return count
}

function compare(before: readonly string[], after: readonly string[]): Change[] {
  const removed = before.map((text): Change => ({ kind: 'removed', text }))
  const added = after.map((text): Change => ({ kind: 'added', text }))
  if (before.length * after.length > MAX_CELLS) return [...removed, ...added]
  const lengths = commonLengths(before, after)
  const result: Change[] = []
  let row = 0
  let column = 0
  while (row < before.length && column < after.length) {
    if (before[row] === after[column]) {
      result.push({ kind: 'same', text: before[row] ?? '' })
      row++
      column++
    } else if ((lengths[row + 1]?.[column] ?? 0) >= (lengths[row]?.[column + 1] ?? 0)) {
      result.push(...removed.slice(row, row + 1))
      row++
    } else {
      result.push(...added.slice(column, column + 1))
      column++
    }
  }
  return [...result, ...removed.slice(row), ...added.slice(column)]
}

/** `table[i][j]` is the length of the longest common subsequence of what follows line i before and line j after. */
function commonLengths(before: readonly string[], after: readonly string[]): number[][] {
  const table = Array.from({ length: before.length + 1 }, () => Array.from({ length: after.length + 1 }, () => 0))
  for (let row = before.length - 1; row >= 0; row--) {
    const current = table[row] ?? []
    const below = table[row + 1] ?? []
    for (let column = after.length - 1; column >= 0; column--) {
      current[column] =
        before[row] === after[column]
          ? (below[column + 1] ?? 0) + 1
          : Math.max(below[column] ?? 0, current[column + 1] ?? 0)
    }
  }
  return table
}

function numbered(changes: readonly Change[]): DiffLine[] {
  let before = 0
  let after = 0
  return changes.map(({ kind, text }) => {
    if (kind !== 'added') before++
    if (kind !== 'removed') after++
    return { kind, text, before: kind === 'added' ? null : before, after: kind === 'removed' ? null : after }
  })
}
