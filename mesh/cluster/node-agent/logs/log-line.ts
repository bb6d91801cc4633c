/** One line as kept on disk: `2026-01-02T03:04:05.000000000Z stdout F text`, the form that container runtimes use. */
export type LogLine = { readonly time: string; readonly text: string }

/** RFC 3339 with nine fractional digits, of microseconds since the epoch. */
export function nanoTime(epochMicros: number): string {
  const seconds = new Date(Math.floor(epochMicros / 1000)).toISOString().slice(0, 19)
  const micros = Math.floor(epochMicros % 1_000_000)
  return `${seconds}.${String(micros).padStart(6, '0')}000Z`
}

export function formatLine({ time, text }: LogLine): string {
  return `${time} stdout F ${text}\n`
}

/** A line without the form above (a torn write) keeps its text and has no time. */
export function parseLine(line: string): LogLine {
  const match = /^(\S+Z) (?:stdout|stderr) [FP] (.*)$/s.exec(line)
  return match === null ? { time: '', text: line } : { time: match[1] ?? '', text: match[2] ?? '' }
}
