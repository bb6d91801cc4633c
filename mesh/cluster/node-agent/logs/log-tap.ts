import type { LogLine } from './log-line.ts'

/** Hands new lines to those who follow a log. */
export class LogTap {
  readonly #followers = new Set<(line: LogLine) => void>()

  push(line: LogLine): void {
    for (const onLine of this.#followers) onLine(line)
  }

  follow(onLine: (line: LogLine) => void): () => void {
    this.#followers.add(onLine)
    return () => this.#followers.delete(onLine)
  }

  close(): void {
    this.#followers.clear()
  }
}
