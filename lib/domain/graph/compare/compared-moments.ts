/** The ends of the two windows that are compared, in Unix seconds. */
export interface ComparedMoments {
  readonly at: number
  readonly baseAt: number
  readonly warnings: readonly string[]
}

interface Asked {
  readonly now: number
  readonly windowSeconds: number
  /** End of the later window, where it was given. */
  readonly at?: number | undefined
  readonly baseAt?: number
  /** When a change began to take effect at the earliest, and when it had at the latest. */
  readonly change?: { readonly from: number; readonly until: number }
}

/**
 * Which windows are compared (C8): around a change the last window that ends before it and the first that begins after it had
 * taken effect, as far as that has passed.
 */
export function comparedMoments({ now, windowSeconds, at, baseAt, change }: Asked): ComparedMoments {
  if (change === undefined) {
    const later = at ?? now
    const base = baseAt ?? later - windowSeconds
    const overlap = Math.abs(later - base) < windowSeconds
    return { at: later, baseAt: base, warnings: overlap ? ['The two windows overlap: they share requests.'] : [] }
  }
  const wanted = at ?? Math.min(now, change.until + windowSeconds)
  const early = wanted < change.until + windowSeconds
  const left = Math.ceil(change.until + windowSeconds - wanted)
  return {
    at: wanted,
    baseAt: change.from,
    warnings: early ? [`The later window still holds requests from before the change: ask again in ${left} s.`] : [],
  }
}
