import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs'
import { parseLine, type LogLine } from './log-line.ts'
import { logFiles } from './log-paths.ts'

const chunkBytes = 128 * 1024
const newline = 0x0a

export type LogRange = {
  /** Only the last so many lines. */
  readonly tailLines?: number | undefined
  /** RFC 3339; only lines from then on. */
  readonly sinceTime?: string | undefined
}

/** Lines of a log in order. Reads backwards, so a short tail of a long log costs little. */
export function readLog(log: string, { tailLines = Infinity, sinceTime = '' }: LogRange): LogLine[] {
  const lines: LogLine[] = []
  for (const path of logFiles(log).toReversed()) {
    for (const text of linesBackwards(path)) {
      if (lines.length >= tailLines) return lines.toReversed()
      const line = parseLine(text)
      if (line.time !== '' && line.time < sinceTime) return lines.toReversed()
      lines.push(line)
    }
  }
  return lines.toReversed()
}

function* linesBackwards(path: string): Generator<string> {
  if (!existsSync(path)) return
  const fd = openSync(path, 'r')
  try {
    let end = fstatSync(fd).size
    let rest = Buffer.alloc(0)
    while (end > 0) {
      const start = Math.max(0, end - chunkBytes)
      const chunk = Buffer.alloc(end - start)
      readSync(fd, chunk, 0, chunk.length, start)
      end = start
      let data = Buffer.concat([chunk, rest])
      if (data.at(-1) === newline) data = data.subarray(0, -1)
      for (let at = data.lastIndexOf(newline); at !== -1; at = data.lastIndexOf(newline)) {
        yield data.subarray(at + 1).toString('utf8')
        data = data.subarray(0, at)
      }
      rest = Buffer.concat([data])
    }
    if (rest.length > 0) yield rest.toString('utf8')
  } finally {
    closeSync(fd)
  }
}
