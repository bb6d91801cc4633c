import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { migrate } from './migrations.ts'

/**
 * Opens the file of traces, creating it and its folder.
 * @throws Error with one sentence naming the file
 */
export function openDatabase(path: string): DatabaseSync {
  let db: DatabaseSync | undefined
  try {
    if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    db = new DatabaseSync(path)
    // Losing the last moments on a power cut is fine for traces, a corrupt file is not: WAL with synchronous=NORMAL.
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -32000')
    db.exec('PRAGMA journal_size_limit = 33554432; PRAGMA temp_store = MEMORY')
  } catch (error) {
    db?.close()
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(`${path} can't be opened: ${reason}; remove the file to start without old traces`, { cause: error })
  }
  migrate(db, path)
  return db
}
