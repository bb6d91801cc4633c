import { chmodSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { z } from 'zod'
import { storedObject, type StoredObject } from '../../../../lib/domain/kubernetes/object.ts'
import { ApiError } from '../api-error.ts'
import type { ObjectKey } from '../store.ts'
import { migrations } from './migrations.ts'

const numberRow = z.object({ value: z.number().int() })
const objectRow = z.object({ resource: z.string(), body: z.string() })

export interface LoadedObject {
  readonly resource: string
  readonly object: StoredObject
}

/** The objects on disk: one row each and the revision of the last write, changed together or not at all. */
export class ObjectDatabase {
  readonly #database: DatabaseSync
  readonly #put: StatementSync
  readonly #remove: StatementSync
  readonly #setRevision: StatementSync

  /**
   * Opens or creates the file and brings it to the newest schema.
   * @param maxPages upper bound of the file in pages of 4 KiB; used to show what a full disk does
   * @throws Error with one sentence when the file was written by a newer version or can't be opened
   */
  constructor(path: string, maxPages?: number) {
    if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    this.#database = openDatabase(path)
    migrate(this.#database, path)
    if (maxPages !== undefined) this.#database.exec(`PRAGMA max_page_count = ${Math.trunc(maxPages)}`)
    this.#put = this.#database.prepare(
      `INSERT INTO objects (resource, namespace, name, body) VALUES (?, ?, ?, ?)
       ON CONFLICT (resource, namespace, name) DO UPDATE SET body = excluded.body`,
    )
    this.#remove = this.#database.prepare('DELETE FROM objects WHERE resource = ? AND namespace = ? AND name = ?')
    this.#setRevision = this.#database.prepare('UPDATE revision SET value = ? WHERE id = 1')
  }

  revision(): number {
    return numberRow.parse(this.#database.prepare('SELECT value FROM revision WHERE id = 1').get()).value
  }

  load(): LoadedObject[] {
    const rows = this.#database.prepare('SELECT resource, body FROM objects ORDER BY resource, namespace, name').all()
    return rows.map((row) => {
      const { resource, body } = objectRow.parse(row)
      return { resource, object: storedObject.parse(JSON.parse(body)) }
    })
  }

  /** @throws ApiError InsufficientStorage when the disk is full; the stored state is then unchanged */
  put(key: ObjectKey, object: StoredObject, revision: number): void {
    this.#transaction(() => {
      this.#put.run(key.resource, key.namespace ?? '', key.name, JSON.stringify(object))
      this.#setRevision.run(revision)
    })
  }

  remove(key: ObjectKey, revision: number): void {
    this.#transaction(() => {
      this.#remove.run(key.resource, key.namespace ?? '', key.name)
      this.#setRevision.run(revision)
    })
  }

  close(): void {
    this.#database.close()
  }

  #transaction(write: () => void): void {
    try {
      this.#database.exec('BEGIN IMMEDIATE')
      write()
      this.#database.exec('COMMIT')
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK')
      throw storageFailure(error)
    }
  }
}

function openDatabase(path: string): DatabaseSync {
  try {
    const database = new DatabaseSync(path)
    // Secrets are inside.
    if (path !== ':memory:') chmodSync(path, 0o600)
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 2000')
    return database
  } catch (error) {
    throw new Error(`the cluster's database ${path} can't be opened: ${messageOf(error)}`, { cause: error })
  }
}

function migrate(database: DatabaseSync, path: string): void {
  database.exec('CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, applied_at TEXT NOT NULL)')
  const row = database.prepare('SELECT coalesce(max(number), 0) AS value FROM migrations').get()
  const applied = numberRow.parse(row).value
  if (applied > migrations.length) {
    database.close()
    throw new Error(
      `the cluster's database ${path} has schema ${applied}, but this version of Heddle knows up to ${migrations.length}: use the newer version or move the file away`,
    )
  }
  for (const [index, sql] of migrations.entries()) {
    if (index < applied) continue
    database.exec('BEGIN IMMEDIATE')
    database.exec(sql)
    database.prepare("INSERT INTO migrations (number, applied_at) VALUES (?, datetime('now'))").run(index + 1)
    database.exec('COMMIT')
  }
}

const sqliteFull = 13
const sqliteIoError = 10

function storageFailure(error: unknown): ApiError {
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) : 0
  if (code === sqliteFull || (code & 0xff) === sqliteIoError)
    return new ApiError(
      'InsufficientStorage',
      'the cluster could not store the change because its disk is full; nothing was changed: free some space and try again',
    )
  return new ApiError(
    'InternalError',
    `the cluster could not store the change: ${messageOf(error)}; nothing was changed`,
  )
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))
