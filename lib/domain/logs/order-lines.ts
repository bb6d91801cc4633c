/** Orders lines by time; lines of one moment keep the order in which they came. */
export function orderByTime<T extends { readonly time: string }>(lines: readonly T[]): T[] {
  const keyed = lines.map((line) => ({ line, key: timeKey(line.time) }))
  return keyed.toSorted((a, b) => a.key.seconds - b.key.seconds || a.key.nanos - b.key.nanos).map(({ line }) => line)
}

/** RFC 3339 in whole seconds and nanoseconds: milliseconds are too coarse to order proxies' lines. */
export function timeKey(time: string): { seconds: number; nanos: number } {
  const fraction = /\.(\d{1,9})/.exec(time)?.[1] ?? ''
  return { seconds: Math.floor(Date.parse(time) / 1_000), nanos: Number(fraction.padEnd(9, '0')) }
}
