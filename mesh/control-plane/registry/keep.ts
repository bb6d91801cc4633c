// A new snapshot keeps the previous one's parts where their content is the same, so that "the same object" means
// "nothing changed" and what was computed from it needs no computing again.

/** The previous value when the next has the same content. */
export function keepEqual<Value>(previous: Value | undefined, next: Value): Value {
  return previous !== undefined && JSON.stringify(previous) === JSON.stringify(next) ? previous : next
}

/** The same for a map, entry by entry. */
export function keepEntries<Value>(
  previous: ReadonlyMap<string, Value> | undefined,
  next: ReadonlyMap<string, Value>,
): ReadonlyMap<string, Value> {
  if (previous === undefined) return next
  const kept = new Map([...next].map(([key, value]) => [key, keepEqual(previous.get(key), value)]))
  const isSame = kept.size === previous.size && [...kept].every(([key, value]) => previous.get(key) === value)
  return isSame ? previous : kept
}

/** The previous list when the next holds the same items in the same order. */
export function keepItems<Item>(previous: readonly Item[] | undefined, next: readonly Item[]): readonly Item[] {
  return previous !== undefined && sameItems(previous, next) ? previous : next
}

/** Whether two lists hold the very same items. */
export function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index])
}
