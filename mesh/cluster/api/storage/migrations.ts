/**
 * Numbered changes of the database, applied in order, each once. Never edit one that was released: add the next.
 * The number of a migration is its place in the list, from 1.
 */
export const migrations: readonly string[] = [
  `CREATE TABLE objects (
     resource TEXT NOT NULL,
     namespace TEXT NOT NULL,
     name TEXT NOT NULL,
     body TEXT NOT NULL,
     PRIMARY KEY (resource, namespace, name)
   ) WITHOUT ROWID;
   CREATE TABLE revision (id INTEGER PRIMARY KEY CHECK (id = 1), value INTEGER NOT NULL);
   INSERT INTO revision (id, value) VALUES (1, 1);`,
]
