import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { SpanRecord } from '../span-record.ts'
import { splitTags } from './shared-tags.ts'
import { encodeTags } from './tag-text.ts'

export type InsertSpans = (records: readonly SpanRecord[], nowS: number) => void

/** Ids of names seen before; a name is touched again at most once a minute, which is as exact as ageing needs. */
const rememberLimit = 20_000
const touchS = 60

/** A writer that puts a batch of spans into the database in one transaction, all or none. */
export function createInsertSpans(db: DatabaseSync): InsertSpans {
  const names = createNames(db)
  const insert = db.prepare(
    `INSERT INTO span (trace_id, span_id, parent_id, service_id, operation_id, process_id, start_us, duration_us, received_s, tags, shared_tags_id, logs, links)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const insertOne = (record: SpanRecord, nowS: number) => {
    const serviceId = names.service([record.service], nowS)
    const operationId = names.operation([serviceId, record.operation, record.kind], nowS)
    const processId = names.process([serviceId, encodeTags(record.processTags)], nowS)
    const { own, shared } = splitTags(record.tags)
    insert.run(
      Buffer.from(record.traceId, 'hex'),
      Buffer.from(record.spanId, 'hex'),
      record.parentId === '' ? null : Buffer.from(record.parentId, 'hex'),
      serviceId,
      operationId,
      processId,
      record.startUs,
      record.durationUs,
      nowS,
      encodeTags(own),
      shared.length === 0 ? null : names.sharedTags([encodeTags(shared)], nowS),
      record.logs.length === 0 ? null : JSON.stringify(record.logs),
      record.links.length === 0 ? null : JSON.stringify(record.links),
    )
  }
  return (records, nowS) => {
    db.exec('BEGIN IMMEDIATE')
    try {
      for (const record of records) insertOne(record, nowS)
      db.exec('COMMIT')
    } catch (error) {
      names.forget()
      // SQLite may have rolled back by itself, as it does when the disk is full.
      if (db.isTransaction) db.exec('ROLLBACK')
      throw error
    }
  }
}

type Key = readonly (string | number)[]
type IdOf = (key: Key, nowS: number) => number

interface Names {
  readonly service: IdOf
  readonly operation: IdOf
  readonly process: IdOf
  readonly sharedTags: IdOf
  forget(): void
}

function createNames(db: DatabaseSync): Names {
  const upsert = (table: string, columns: string) =>
    db.prepare(
      `INSERT INTO ${table} (${columns}, last_seen_s) VALUES (${columns.replaceAll(/\w+/g, '?')}, ?)
       ON CONFLICT (${columns}) DO UPDATE SET last_seen_s = excluded.last_seen_s RETURNING id`,
    )
  const caches: Map<string, Remembered>[] = []
  const remembering = (statement: StatementSync): IdOf => {
    const cache = new Map<string, Remembered>()
    caches.push(cache)
    return (key, nowS) => remember({ statement, cache }, key, nowS)
  }
  return {
    service: remembering(upsert('service', 'name')),
    operation: remembering(upsert('operation', 'service_id, name, kind')),
    process: remembering(upsert('process', 'service_id, tags')),
    sharedTags: remembering(upsert('shared_tags', 'tags')),
    forget: () => caches.forEach((cache) => cache.clear()),
  }
}

interface Remembered {
  readonly id: number
  readonly touchedS: number
}

function remember(
  { statement, cache }: { statement: StatementSync; cache: Map<string, Remembered> },
  key: Key,
  nowS: number,
): number {
  const text = key.join('\0')
  const known = cache.get(text)
  if (known !== undefined && nowS - known.touchedS < touchS) return known.id
  const id = Number(statement.get(...key, nowS)?.['id'])
  if (cache.size >= rememberLimit) cache.clear()
  cache.set(text, { id, touchedS: nowS })
  return id
}
