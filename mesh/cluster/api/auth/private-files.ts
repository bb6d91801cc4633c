import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Writes a file that only its owner may read; readers see the old or the new content, never a part. */
export function writePrivateFile(path: string, content: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const temporary = `${path}.${process.pid}.new`
  writeFileSync(temporary, content, { mode: 0o600 })
  chmodSync(temporary, 0o600)
  renameSync(temporary, path)
}

/** The content of a private file; made and kept when there is none yet. */
export function privateFile(path: string, make: () => string): string {
  if (existsSync(path)) return readFileSync(path, 'utf8')
  const content = make()
  writePrivateFile(path, content)
  return content
}
