/** Whether a host, possibly a wildcard (`*` or `*.rest`), covers another host, possibly a wildcard itself. */
export function coversHost(pattern: string, host: string): boolean {
  if (pattern === host || pattern === '*') return true
  return pattern.startsWith('*') && host.length > pattern.length - 1 && host.endsWith(pattern.slice(1))
}

/** The most specific of the patterns that cover a host: the exact name, else the longest wildcard. */
export function mostSpecific<Item>(
  items: readonly Item[],
  patternOf: (item: Item) => string,
  host: string,
): Item | undefined {
  const covering = items.filter((item) => coversHost(patternOf(item), host))
  return covering.reduce<Item | undefined>(
    (best, item) => (best === undefined || specificity(patternOf(item)) > specificity(patternOf(best)) ? item : best),
    undefined,
  )
}

// Any exact name is more specific than any wildcard.
function specificity(pattern: string): number {
  return pattern.startsWith('*') ? pattern.length : pattern.length + 1_000
}
