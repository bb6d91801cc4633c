import type { DatabaseSync } from 'node:sqlite'

export interface Limits {
  readonly maxAgeS: number
  readonly maxBytes: number
}

export interface Pruned {
  readonly reason: 'age' | 'size'
  readonly spans: number
}

/** Spans removed in one step: small enough that no request waits long for it. */
const step = 2_000

export interface Prune {
  /** One step of removal, undefined when nothing is over the limits. */
  once(limits: Limits, nowS: number): Pruned | undefined
  /** Bytes that spans and indexes take; pages that are free again don't count. */
  usedBytes(): number
}

/** Removes the spans that arrived first, by age and by size. */
export function createPrune(db: DatabaseSync): Prune {
  const oldest = `SELECT id FROM span ORDER BY id LIMIT ${step}`
  const byAge = db.prepare(`DELETE FROM span WHERE id IN (${oldest}) AND received_s < ?`)
  const bySize = db.prepare(`DELETE FROM span WHERE id IN (${oldest})`)
  const names = ['operation', 'process', 'service', 'shared_tags'].map((table) =>
    db.prepare(`DELETE FROM ${table} WHERE last_seen_s < ?`),
  )
  const usage = db.prepare(
    'SELECT (page_count - freelist_count) * page_size AS bytes FROM pragma_page_count, pragma_freelist_count, pragma_page_size',
  )
  const firstReceived = db.prepare('SELECT received_s FROM span ORDER BY id LIMIT 1')
  const usedBytes = () => Number(usage.get()?.['bytes'] ?? 0)
  const forgetNames = () => {
    // A name is touched at most once a minute, so two minutes of grace keep every name that a span still uses.
    const first = firstReceived.get()?.['received_s']
    if (first !== undefined) for (const statement of names) statement.run(Number(first) - 120)
  }
  return {
    usedBytes,
    once: ({ maxAgeS, maxBytes }, nowS) => {
      const aged = Number(byAge.run(nowS - maxAgeS).changes)
      const sized = aged === 0 && usedBytes() > maxBytes ? Number(bySize.run().changes) : 0
      if (aged + sized === 0) return undefined
      forgetNames()
      return aged > 0 ? { reason: 'age', spans: aged } : { reason: 'size', spans: sized }
    },
  }
}
