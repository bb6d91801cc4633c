import { closeSync, existsSync, fstatSync, openSync, renameSync, writeSync } from 'node:fs'
import { rotations } from './log-paths.ts'

/** Appends to a file that becomes `.1`, then `.2`, as it passes a size. */
export class RotatingFile {
  readonly #path: string
  readonly #limitBytes: number
  #fd: number
  #size: number

  constructor(path: string, limitBytes = 10 * 1024 * 1024) {
    this.#path = path
    this.#limitBytes = limitBytes
    this.#fd = openSync(path, 'a', 0o600)
    this.#size = fstatSync(this.#fd).size
  }

  append(text: string): void {
    const bytes = Buffer.from(text)
    if (this.#size > 0 && this.#size + bytes.length > this.#limitBytes) this.#rotate()
    this.#size += writeSync(this.#fd, bytes)
  }

  close(): void {
    closeSync(this.#fd)
  }

  #rotate(): void {
    closeSync(this.#fd)
    for (let index = rotations; index > 0; index--) {
      const from = index === 1 ? this.#path : `${this.#path}.${index - 1}`
      if (existsSync(from)) renameSync(from, `${this.#path}.${index}`)
    }
    this.#fd = openSync(this.#path, 'a', 0o600)
    this.#size = 0
  }
}
