import {
  closeSync,
  constants,
  fstatSync,
  ftruncateSync,
  openSync,
  readSync,
  watch,
  writeSync,
  type FSWatcher,
} from 'node:fs'
import { performance } from 'node:perf_hooks'
import { LineSplitter } from './line-splitter.ts'
import { formatLine, nanoTime, type LogLine } from './log-line.ts'
import type { RunPaths } from './log-paths.ts'
import { RotatingFile } from './rotating-file.ts'

const batchMs = 30
const pollMs = 1_000
const chunkBytes = 64 * 1024
/** The raw file is emptied only when it passes this, since a line written in that very moment would be lost. */
const truncateBytes = 4 * 1024 * 1024

/**
 * Turns what a process writes to its raw file into timestamped log lines. The process writes to a file, not a pipe, so
 * it goes on while no agent lives; the next agent continues at the recorded offset.
 */
export class OutputCollector {
  readonly #raw: number
  readonly #offsetFile: number
  readonly #log: RotatingFile
  readonly #onLine: (line: LogLine) => void
  readonly #splitter = new LineSplitter()
  readonly #poll: NodeJS.Timeout
  #watcher: FSWatcher | undefined
  #timer: NodeJS.Timeout | undefined
  #offset: number
  #closed = false

  constructor(paths: RunPaths, onLine: (line: LogLine) => void) {
    this.#onLine = onLine
    this.#raw = openSync(paths.raw, 'a+', 0o600)
    this.#offsetFile = openSync(paths.offset, constants.O_RDWR | constants.O_CREAT, 0o600)
    this.#log = new RotatingFile(paths.log)
    this.#offset = readOffset(this.#offsetFile)
    // The poll covers machines whose file watches are used up.
    this.#poll = setInterval(() => this.#collect(), pollMs)
    this.#poll.unref()
    this.#watcher = watchFile(paths.raw, () => this.#wake())
    this.#wake()
  }

  /** Takes over the rest and lets the files go. */
  close(): void {
    if (this.#closed) return
    this.#collect()
    for (const text of this.#splitter.flush()) this.#emit(text)
    this.#closed = true
    clearInterval(this.#poll)
    clearTimeout(this.#timer)
    this.#watcher?.close()
    closeSync(this.#raw)
    closeSync(this.#offsetFile)
    this.#log.close()
  }

  #wake(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      this.#collect()
    }, batchMs)
  }

  #collect(): void {
    if (this.#closed) return
    const buffer = Buffer.allocUnsafe(chunkBytes)
    const before = this.#offset
    for (;;) {
      const read = readSync(this.#raw, buffer, 0, chunkBytes, this.#offset)
      if (read === 0) break
      this.#offset += read
      for (const text of this.#splitter.push(buffer.subarray(0, read))) this.#emit(text)
    }
    if (this.#offset > truncateBytes && fstatSync(this.#raw).size === this.#offset) {
      ftruncateSync(this.#raw, 0)
      this.#offset = 0
    }
    if (this.#offset !== before) writeSync(this.#offsetFile, String(this.#offset).padEnd(20), 0)
  }

  #emit(text: string): void {
    const line = { time: nanoTime((performance.timeOrigin + performance.now()) * 1000), text }
    try {
      this.#log.append(formatLine(line))
    } catch {
      // A full disk loses lines, it must not end the agent.
    }
    this.#onLine(line)
  }
}

function readOffset(fd: number): number {
  const buffer = Buffer.alloc(20)
  readSync(fd, buffer, 0, 20, 0)
  return Number(buffer.toString('utf8').replaceAll('\0', '').trim()) || 0
}

function watchFile(path: string, onChange: () => void): FSWatcher | undefined {
  try {
    const watcher = watch(path, { persistent: false }, onChange)
    watcher.on('error', () => watcher.close())
    return watcher
  } catch {
    return undefined
  }
}
