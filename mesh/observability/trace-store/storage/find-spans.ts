import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import type { SpanRecord } from '../span-record.ts'
import { decodeTags, tagNeedle } from './tag-text.ts'

/** A stored span, with the number of its process (the same for spans of the same resource). */
export interface StoredSpan extends SpanRecord {
  readonly processId: number
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

const log = z.object({
  timestampUs: z.number(),
  fields: z.array(
    z.object({
      key: z.string(),
      type: z.enum(['string', 'bool', 'int64', 'float64', 'binary']),
      value: z.union([z.string(), z.number(), z.boolean()]),
    }),
  ),
})
const link = z.object({ traceId: z.string(), spanId: z.string() })
const id = z.instanceof(Uint8Array).transform((bytes) => Buffer.from(bytes).toString('hex'))
const row = z.object({
  trace_id: id,
  span_id: id,
  parent_id: id.nullable(),
  process_id: z.number(),
  service: z.string(),
  process_tags: z.string(),
  operation: z.string(),
  kind: z.enum(['', 'internal', 'server', 'client', 'producer', 'consumer']),
  start_us: z.number(),
  duration_us: z.number(),
  tags: z.string(),
  shared: z.string().nullable(),
  logs: z.string().nullable(),
  links: z.string().nullable(),
})

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
    `SELECT trace_id, span_id, parent_id, process_id, service.name AS service, process.tags AS process_tags,
            operation.name AS operation, operation.kind AS kind, start_us, duration_us, span.tags AS tags,
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
    found.add(id.parse(span['trace_id']))
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
  const sql = `SELECT trace_id FROM span INDEXED BY span_by_service WHERE ${conditions.join(' AND ')} ORDER BY start_us DESC`
  return { sql, parameters }
}

function storedSpan(found: unknown): StoredSpan {
  const span = row.parse(found)
  return {
    traceId: span.trace_id,
    spanId: span.span_id,
    parentId: span.parent_id ?? '',
    processId: span.process_id,
    service: span.service,
    processTags: decodeTags(span.process_tags),
    operation: span.operation,
    kind: span.kind,
    startUs: span.start_us,
    durationUs: span.duration_us,
    tags: [...decodeTags(span.tags), ...decodeTags(span.shared ?? '')],
    logs: span.logs === null ? [] : z.array(log).parse(JSON.parse(span.logs)),
    links: span.links === null ? [] : z.array(link).parse(JSON.parse(span.links)),
  }
}
