'use client'
import { useMemo, useState } from 'react'

/** The same things in the order in which they first came, so that a slice of them never loses what it had. */
export function useStableOrder<T>(items: readonly T[], idOf: (item: T) => string): T[] {
  const [order] = useState(() => createStableOrder<T>())
  return useMemo(() => order(items, idOf), [order, items, idOf])
}

/** New things stand last, in their own order; one that left and comes back is new. */
export function createStableOrder<T>(): (items: readonly T[], idOf: (item: T) => string) => T[] {
  let ranks: ReadonlyMap<string, number> = new Map()
  return (items, idOf) => {
    const rank = (item: T) => ranks.get(idOf(item)) ?? Number.POSITIVE_INFINITY
    const ordered = items.toSorted((a, b) => (rank(a) === rank(b) ? 0 : rank(a) - rank(b)))
    ranks = new Map(ordered.map((item, index) => [idOf(item), index]))
    return ordered
  }
}
