import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import type { SqliteDatabase, SqliteStatement } from 'kysely'

/** Opens an SQLite file as kysely wants to see one. `:memory:` gives a database that ends with the process. */
export function openSqlite(path: string, maxPages?: number): SqliteDatabase {
  const database = new DatabaseSync(path)
  database.exec('PRAGMA journal_mode = WAL; PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON')
  if (maxPages !== undefined) database.exec(`PRAGMA max_page_count = ${Math.trunc(maxPages)}`)
  return {
    close: () => database.close(),
    prepare: (sql) => statement(database.prepare(sql)),
  }
}

/** node:sqlite does not say whether a statement returns rows; one that has result columns does. */
function statement(prepared: StatementSync): SqliteStatement {
  return {
    reader: prepared.columns().length > 0,
    all: (parameters) => prepared.all(...parameters.map(inputValue)),
    run: (parameters) => prepared.run(...parameters.map(inputValue)),
    iterate: (parameters) => prepared.iterate(...parameters.map(inputValue)),
  }
}

/** @throws TypeError for a value that SQLite has no type for */
function inputValue(value: unknown): SQLInputValue {
  if (value === null || value === undefined) return null
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') return value
  if (typeof value === 'boolean') return value ? 1 : 0
  if (value instanceof Uint8Array) return value
  throw new TypeError(`SQLite can't store a ${typeof value}`)
}
