import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'
import { tagNeedle } from './tag-text.ts'

/** A span as it lies in the database: ids in hex, tags as text (see `tag-text.ts`), logs and links as JSON. */
export interface StoredSpan {
  readonly traceId: string
  readonly spanId: string
  /** Empty for a root. */
  readonly parentId: string
  /** The same for spans of the same resource. */
  readonly processId: number
  readonly service: string
  readonly processTags: string
  readonly operation: string
  readonly startUs: number
  readonly durationUs: number
  readonly ownTags: string
  /** What it has like many others; the same text for all of them. */
  readonly sharedTags: string
  readonly logs: string | null
  readonly links: string | null
}

export interface TraceQuery {
  readonly service: string
  readonly operation: string | undefined
  /** All of these on one span of the service, or on its process. */
  readonly tags: Readonly<Record<string, string>>
  readonly startUs: number
  readonly endUs: number
  readonly minDurationUs: number | undefined
  readonly maxDurationUs: number | undefined
  readonly limit: number
}

export interface OperationName {
  readonly name: string
  readonly spanKind: string
}

export interface FindSpans {
  services(): string[]
  operations(service: string, spanKind: string | undefined): OperationName[]
  /** Ids of the traces with a matching span, the newest first. */
  traceIds(query: TraceQuery): string[]
  /** Every span of a trace, oldest first; none when the trace is unknown. */
  trace(traceId: string): StoredSpan[]
}

/** A trace can't be larger than this in an answer; what is beyond is left out. */
const maxSpansPerTrace = 100_000

/** Reads of the database; every call sees all finished writes. */
export function createFindSpans(db: DatabaseSync): FindSpans {
  const services = db.prepare('SELECT name FROM service ORDER BY name')
  const operations = db.prepare(
    `SELECT operation.name AS name, kind FROM operation JOIN service ON service.id = service_id
     WHERE service.name = ? ORDER BY operation.name, kind`,
  )
  const spans = db.prepare(
    `SELECT lower(hex(trace_id)) AS trace_id, lower(hex(span_id)) AS span_id, lower(hex(parent_id)) AS parent_id, process_id, service.name AS service, process.tags AS process_tags,
            operation.name AS operation, start_us, duration_us, span.tags AS tags,
            shared_tags.tags AS shared, logs, links
     FROM span LEFT JOIN shared_tags ON shared_tags.id = shared_tags_id JOIN process ON process.id = process_id JOIN operation ON operation.id = operation_id
               JOIN service ON service.id = span.service_id
     WHERE trace_id = ? ORDER BY start_us, span.id LIMIT ${maxSpansPerTrace}`,
  )
  return {
    services: () => services.all().map((found) => String(found['name'])),
    operations: (service, spanKind) =>
      operations
        .all(service)
        .map((found) => ({ name: String(found['name']), spanKind: String(found['kind']) }))
        .filter((operation) => spanKind === undefined || operation.spanKind === spanKind),
    traceIds: (query) => findTraceIds(db, query),
    trace: (traceId) => spans.all(Buffer.from(traceId, 'hex')).map(storedSpan),
  }
}

function findTraceIds(db: DatabaseSync, query: TraceQuery): string[] {
  const { sql, parameters } = traceIdSql(query)
  const found = new Set<string>()
  if (query.limit === 0) return []
  for (const span of db.prepare(sql).iterate(...parameters)) {
    found.add(String(span['trace_id']))
    if (found.size >= query.limit) break
  }
  return [...found]
}

/** On the span itself, or where it and others keep what they have alike. */
const hasTag = `(shared_tags_id IN (SELECT id FROM shared_tags WHERE instr(tags, ?) > 0) OR instr(tags, ?) > 0
  OR process_id IN (SELECT id FROM process WHERE instr(tags, ?) > 0))`

/** The search as SQL, walking one index from the newest span of the service backwards. */
function traceIdSql(query: TraceQuery): { sql: string; parameters: (string | number)[] } {
  const conditions = ['service_id = (SELECT id FROM service WHERE name = ?)', 'start_us BETWEEN ? AND ?']
  const parameters: (string | number)[] = [query.service, query.startUs, query.endUs]
  const where = (condition: string, ...values: (string | number)[]) => {
    conditions.push(condition)
    parameters.push(...values)
  }
  if (query.operation !== undefined)
    where(
      'operation_id IN (SELECT id FROM operation WHERE name = ? AND operation.service_id = (SELECT id FROM service WHERE name = ?))',
      query.operation,
      query.service,
    )
  if (query.minDurationUs !== undefined) where('duration_us >= ?', query.minDurationUs)
  if (query.maxDurationUs !== undefined) where('duration_us <= ?', query.maxDurationUs)
  for (const [key, value] of Object.entries(query.tags)) {
    const needle = tagNeedle(key, value)
    where(hasTag, needle, needle, needle)
  }
  const sql = `SELECT lower(hex(trace_id)) AS trace_id FROM span INDEXED BY span_by_service WHERE ${conditions.join(' AND ')} ORDER BY start_us DESC`
  return { sql, parameters }
}

/** No schema: it is the store's own table, and a trace may have a hundred thousand rows of it. */
function storedSpan(found: Readonly<Record<string, SQLOutputValue>>): StoredSpan {
  const text = (name: string) => (found[name] === null ? '' : String(found[name]))
  const json = (name: string) => (found[name] === null ? null : String(found[name]))
  return {
    traceId: text('trace_id'),
    spanId: text('span_id'),
    parentId: text('parent_id'),
    processId: Number(found['process_id']),
    service: text('service'),
    processTags: text('process_tags'),
    operation: text('operation'),
    startUs: Number(found['start_us']),
    durationUs: Number(found['duration_us']),
    ownTags: text('tags'),
    sharedTags: text('shared'),
    logs: json('logs'),
    links: json('links'),
  }
}
