import { closeSync, openSync, renameSync, statSync, writeSync } from 'node:fs'

const limitBytes = 10 * 1024 * 1024

/** Appends a process's output to a file that is set aside as `.1` when it passes 10 MB. */
export class RotatingLog {
  readonly path: string
  #fd: number
  #size: number

  constructor(path: string) {
    this.path = path
    this.#fd = openSync(path, 'a', 0o600)
    this.#size = statSync(path).size
  }

  write(chunk: Buffer): void {
    if (this.#size > limitBytes) this.#rotate()
    // A full disk must not end the supervisor: the line is lost, the mesh goes on.
    try {
      this.#size += writeSync(this.#fd, chunk)
    } catch {
      this.#size += 0
    }
  }

  close(): void {
    closeSync(this.#fd)
  }

  #rotate(): void {
    closeSync(this.#fd)
    renameSync(this.path, `${this.path}.1`)
    this.#fd = openSync(this.path, 'a', 0o600)
    this.#size = 0
  }
}
