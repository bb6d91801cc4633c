/** Whether every word of a filter is part of a row's text; case does not count. */
export function matchesWords(text: string, filter: string): boolean {
  const hay = text.toLowerCase()
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => hay.includes(word))
}

/** Rows whose text, as the columns write it, holds every word of the filter. */
export function filterRows<Row>(rows: readonly Row[], textOf: (row: Row) => string, filter: string): Row[] {
  const trimmed = filter.trim()
  return trimmed === '' ? [...rows] : rows.filter((row) => matchesWords(textOf(row), trimmed))
}
