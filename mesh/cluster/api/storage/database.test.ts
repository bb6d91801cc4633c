import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ApiError } from '../api-error.ts'
import { configMap } from '../testing/objects.ts'
import { storeUnderTest } from '../testing/store-under-test.ts'
import { ObjectDatabase } from './database.ts'
import { migrations } from './migrations.ts'

let directory: string
let path: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'heddle-database-'))
  path = join(directory, 'cluster.db')
})
afterEach(() => rmSync(directory, { recursive: true, force: true }))

describe('the database', () => {
  test('gives back what was stored, with its revision', () => {
    const first = new ObjectDatabase(path)
    const store = storeUnderTest({ database: first })
    const created = store.create('configmaps', configMap('a', { v: '1' }))
    store.create('configmaps', configMap('b'))
    store.delete({ resource: 'configmaps', namespace: 'default', name: 'b' })
    const revision = store.resourceVersion
    first.close()
    const again = storeUnderTest({ database: new ObjectDatabase(path) })
    expect(again.resourceVersion).toBe(revision)
    expect(again.list('configmaps').items).toEqual([created])
  })

  test('of a newer version is refused with one sentence and left as it is', () => {
    new ObjectDatabase(path).close()
    const raw = new DatabaseSync(path)
    raw.exec(`INSERT INTO migrations (number, applied_at) VALUES (${migrations.length + 1}, 'later')`)
    raw.close()
    expect(() => new ObjectDatabase(path)).toThrow(
      `the cluster's database ${path} has schema ${migrations.length + 1}, but this version of Heddle knows up to ${migrations.length}: use the newer version or move the file away`,
    )
  })

  test('that is no database is refused with one sentence', () => {
    writeFileSync(path, 'this is a text file that is long enough to be looked at by SQLite'.repeat(20))
    expect(() => new ObjectDatabase(path)).toThrow(`the cluster's database ${path} can't be opened`)
  })

  test('on a full disk refuses the write with a sentence, keeps the last good state and goes on when there is room', () => {
    const database = new ObjectDatabase(path, 24)
    const store = storeUnderTest({ database })
    const big = 'x'.repeat(20_000)
    let stored = 0
    let failure: unknown
    while (failure === undefined && stored < 100)
      try {
        store.create('configmaps', configMap(`big-${stored}`, { big }))
        stored += 1
      } catch (error) {
        failure = error
      }
    expect(failure).toBeInstanceOf(ApiError)
    expect(failure).toMatchObject({
      reason: 'InsufficientStorage',
      status: { code: 507, message: expect.stringContaining('its disk is full; nothing was changed') },
    })
    expect(store.list('configmaps').items).toHaveLength(stored)
    const revision = store.resourceVersion
    store.delete({ resource: 'configmaps', namespace: 'default', name: 'big-0' })
    store.create('configmaps', configMap('small'))
    expect(Number(store.resourceVersion)).toBe(Number(revision) + 2)
    database.close()
    const again = storeUnderTest({ database: new ObjectDatabase(path) })
    expect(again.list('configmaps').items).toHaveLength(stored)
  })
})
