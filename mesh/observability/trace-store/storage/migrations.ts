import type { DatabaseSync } from 'node:sqlite'

/** Applied in order, each in one transaction; `user_version` holds how many were. Never change one that was released. */
const migrations: readonly string[] = [
  `CREATE TABLE service (
     id INTEGER PRIMARY KEY,
     name TEXT NOT NULL UNIQUE,
     last_seen_s INTEGER NOT NULL
   ) STRICT;
   CREATE TABLE operation (
     id INTEGER PRIMARY KEY,
     service_id INTEGER NOT NULL,
     name TEXT NOT NULL,
     kind TEXT NOT NULL,
     last_seen_s INTEGER NOT NULL,
     UNIQUE (service_id, name, kind)
   ) STRICT;
   CREATE TABLE process (
     id INTEGER PRIMARY KEY,
     service_id INTEGER NOT NULL,
     tags TEXT NOT NULL,
     last_seen_s INTEGER NOT NULL,
     UNIQUE (service_id, tags)
   ) STRICT;
   CREATE TABLE span (
     id INTEGER PRIMARY KEY,
     trace_id BLOB NOT NULL,
     span_id BLOB NOT NULL,
     parent_id BLOB,
     service_id INTEGER NOT NULL,
     operation_id INTEGER NOT NULL,
     process_id INTEGER NOT NULL,
     start_us INTEGER NOT NULL,
     duration_us INTEGER NOT NULL,
     received_s INTEGER NOT NULL,
     tags TEXT NOT NULL,
     logs TEXT,
     links TEXT
   ) STRICT;
   CREATE INDEX span_by_trace ON span (trace_id);
   CREATE INDEX span_by_service ON span (service_id, start_us, duration_us, operation_id, trace_id);`,
  `CREATE TABLE shared_tags (
     id INTEGER PRIMARY KEY,
     tags TEXT NOT NULL UNIQUE,
     last_seen_s INTEGER NOT NULL
   ) STRICT;
   ALTER TABLE span ADD COLUMN shared_tags_id INTEGER;`,
]

/**
 * Brings a database up to date.
 * @throws Error with one sentence when the file was written by a newer version
 */
export function migrate(db: DatabaseSync, path: string): void {
  const row = db.prepare('PRAGMA user_version').get()
  const version = Number(row?.['user_version'] ?? 0)
  if (version > migrations.length)
    throw new Error(
      `${path} was written by a newer version of Heddle (format ${version}, this one knows ${migrations.length}): update Heddle or remove the file to start without old traces`,
    )
  for (const [index, sql] of migrations.entries()) {
    if (index < version) continue
    db.exec(`BEGIN; ${sql} PRAGMA user_version = ${index + 1}; COMMIT;`)
  }
}
