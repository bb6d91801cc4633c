import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { bookinfoTrace, spanRecord } from '../fixtures.ts'
import { createFindSpans, type TraceQuery } from './find-spans.ts'
import { createInsertSpans } from './insert-spans.ts'
import { openDatabase } from './open-database.ts'
import { createPrune } from './prune.ts'
import { tagMembers } from './tag-text.ts'

const startUs = 1_764_000_000_000_000
const query: TraceQuery = {
  service: 'reviews.bookinfo',
  operation: undefined,
  tags: {},
  startUs: 0,
  endUs: startUs * 2,
  minDurationUs: undefined,
  maxDurationUs: undefined,
  limit: 100,
}

function store() {
  const db = openDatabase(':memory:')
  return { db, insert: createInsertSpans(db), find: createFindSpans(db), prune: createPrune(db) }
}

const tagsIn = (text: string): unknown => JSON.parse(`[${tagMembers(text)}]`)

describe('finding what was stored', () => {
  it('gives a trace back as it came', () => {
    const { insert, find } = store()
    const record = spanRecord({
      parentId: '00f067aa0ba902b7',
      logs: [{ timestampUs: 5, fields: [{ key: 'event', type: 'string', value: 'retry' }] }],
      links: [{ traceId: '1'.repeat(32), spanId: '2'.repeat(16) }],
    })
    insert([record], 100)
    const { traceId, spanId, parentId, service, operation, startUs: start, durationUs } = record
    const [found] = find.trace(traceId)
    expect(found).toMatchObject({ traceId, spanId, parentId, service, operation, startUs: start, durationUs })
    expect(found?.processId).toBeGreaterThan(0)
    expect(tagsIn(`${found?.ownTags ?? ''}${found?.sharedTags ?? ''}`)).toEqual(record.tags)
    expect(tagsIn(found?.processTags ?? '')).toEqual(record.processTags)
    expect(JSON.parse(found?.logs ?? '')).toEqual(record.logs)
    expect(JSON.parse(found?.links ?? '')).toEqual(record.links)
    expect(find.trace('f'.repeat(32))).toEqual([])
  })

  it('lists services and operations, operations by kind', () => {
    const { insert, find } = store()
    insert(
      [spanRecord({ operation: 'b', kind: 'client' }), spanRecord({ operation: 'a' }), spanRecord({ service: 'z' })],
      100,
    )
    expect(find.services()).toEqual(['productpage.bookinfo', 'z'])
    expect(find.operations('productpage.bookinfo', undefined)).toEqual([
      { name: 'a', spanKind: 'server' },
      { name: 'b', spanKind: 'client' },
    ])
    expect(find.operations('productpage.bookinfo', 'client')).toHaveLength(1)
    expect(find.operations('unknown', undefined)).toEqual([])
  })

  it('finds the newest traces first, each once, up to the limit', () => {
    const { insert, find } = store()
    for (let n = 0; n < 30; n++) insert(bookinfoTrace(n, startUs + n * 1_000_000), 100)
    const ids = find.traceIds({ ...query, limit: 10 })
    expect(ids).toEqual(Array.from({ length: 10 }, (_, i) => bookinfoTrace(29 - i, 0)[0]?.traceId))
    expect(find.traceIds({ ...query, limit: 0 })).toEqual([])
  })

  const narrowing: readonly (readonly [string, Partial<TraceQuery>, number])[] = [
    ['service', { service: 'nobody' }, 0],
    ['operation', { operation: 'other' }, 0],
    ['a tag of the span', { tags: { 'http.status_code': '503' } }, 2],
    ['a tag that is a boolean', { tags: { error: 'true' } }, 2],
    ['a tag of the process', { tags: { 'k8s.pod.name': 'productpage-v1-abc' } }, 100],
    ['all of several tags', { tags: { error: 'true', 'http.status_code': '200' } }, 0],
    ['least duration', { minDurationUs: 900_000 }, 1],
    ['most duration', { maxDurationUs: 899_999 }, 99],
    ['time', { startUs: startUs + 90 * 1_000_000 }, 10],
  ]
  it.each(narrowing)('narrows by %s', (...[, narrowed, count]) => {
    const { insert, find } = store()
    for (let n = 0; n < 100; n++) insert(bookinfoTrace(n, startUs + n * 1_000_000), 100)
    expect(find.traceIds({ ...query, ...narrowed })).toHaveLength(count)
  })
})

describe('limits', () => {
  it('removes spans that arrived too long ago, and names that none uses any more', () => {
    const { insert, find, prune } = store()
    insert([spanRecord({ service: 'old' })], 1_000)
    insert([spanRecord({ traceId: '2'.repeat(32), service: 'young' })], 2_000)
    const limits = { maxAgeS: 500, maxBytes: Number.MAX_SAFE_INTEGER }
    expect(prune.once(limits, 2_100)).toEqual({ reason: 'age', spans: 1 })
    expect(prune.once(limits, 2_100)).toBeUndefined()
    expect(find.services()).toEqual(['young'])
  })

  it('removes the oldest spans while the database is too large, and the newest stay', () => {
    const { insert, find, prune } = store()
    for (let n = 0; n < 1_500; n++) insert(bookinfoTrace(n, startUs + n), 100)
    const maxBytes = prune.usedBytes() / 2
    let removed = 0
    for (let pruned = prune.once({ maxAgeS: 1e9, maxBytes }, 200); pruned !== undefined;) {
      expect(pruned.reason).toBe('size')
      removed += pruned.spans
      pruned = prune.once({ maxAgeS: 1e9, maxBytes }, 200)
    }
    expect(prune.usedBytes()).toBeLessThanOrEqual(maxBytes)
    expect(removed).toBeLessThan(1_500 * 8)
    expect(find.trace(bookinfoTrace(1_499, 0)[0]?.traceId ?? '')).toHaveLength(8)
    expect(find.trace(bookinfoTrace(0, 0)[0]?.traceId ?? '')).toHaveLength(0)
  })

  it('on a full disk refuses a batch as a whole, and writes again when there is room', () => {
    const { db, insert, find } = store()
    db.exec('PRAGMA max_page_count = 40')
    const many = Array.from({ length: 200 }, (_, n) => bookinfoTrace(n, startUs + n)).flat()
    expect(() => insert(many, 100)).toThrow(/full/)
    expect(find.services()).toEqual([])
    db.exec('PRAGMA max_page_count = 100000')
    insert(many, 100)
    expect(find.trace(many[0]?.traceId ?? '')).toHaveLength(8)
  })
})

describe('the database file', () => {
  it('of an older version is brought up to date and keeps its spans', () => {
    const dir = mkdtempSync(join(tmpdir(), 'heddle-traces-'))
    const path = join(dir, 'traces.db')
    const older = openDatabase(path)
    createInsertSpans(older)([spanRecord()], 100)
    // What format 2 added is taken away again, as if format 1 had written the file.
    older.exec('UPDATE span SET tags = (SELECT tags FROM shared_tags WHERE id = shared_tags_id)')
    older.exec('ALTER TABLE span DROP COLUMN shared_tags_id; DROP TABLE shared_tags; PRAGMA user_version = 1')
    older.close()
    const db = openDatabase(path)
    expect(tagsIn(createFindSpans(db).trace(spanRecord().traceId)[0]?.ownTags ?? '')).toEqual(spanRecord().tags)
    db.close()
    rmSync(dir, { recursive: true })
  })

  it('of a newer version is refused by one sentence that says what to do', () => {
    const dir = mkdtempSync(join(tmpdir(), 'heddle-traces-'))
    const path = join(dir, 'traces.db')
    const newer = new DatabaseSync(path)
    newer.exec('PRAGMA user_version = 99')
    newer.close()
    expect(() => openDatabase(path)).toThrow(
      `${path} was written by a newer version of Heddle (format 99, this one knows 2): update Heddle or remove the file`,
    )
    rmSync(dir, { recursive: true })
  })

  it('that is no database is refused by its name', () => {
    expect(() => openDatabase(import.meta.filename)).toThrow(`${import.meta.filename} can't be opened`)
  })
})
