import { maskSecrets } from './mask-secrets.ts'
import { parseAccessLogLine, type AccessLogEntry } from '../envoy/access-log.ts'

export type LogLevel = 'error' | 'warn' | 'info' | 'debug' | 'unknown'

/** A line of a container's log, understood as far as it can be. */
export interface ParsedLine {
  /** RFC 3339: when an access log entry's request began, else when the log API got the line. */
  readonly time: string
  /** When the log API got the line, where `time` is another moment. */
  readonly written?: string
  readonly message: string
  readonly level: LogLevel
  readonly traceId: string | null
  readonly access: Readonly<Record<string, string>> | null
}

const stamped = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)) ?(.*)$/s
const MAX_MESSAGE = 16_384

/** Parses `TIMESTAMP text`; null for a line without its timestamp. */
export function parseLogLine(raw: string): ParsedLine | null {
  const [, time, text] = stamped.exec(raw) ?? []
  if (time === undefined || text === undefined) return null
  const entry = parseAccessLogLine(text)
  if (entry !== undefined) return { ...timesOf(entry, time), ...ofAccess(entry) }
  const fields = jsonFields(text)
  if (fields !== null) return { time, ...ofJson(fields, text) }
  return { time, message: printable(text), level: levelOfText(text), traceId: traceIdOfText(text), access: null }
}

/** A connection that was open for longer than this is placed at its end: its line would else stand far from its neighbours. */
const LONGEST_BACK_MS = 60_000

/** Proxies write their lines a second's worth at a time, so that the stamp of the log API is not when it happened. */
function timesOf({ startTime }: AccessLogEntry, stamp: string): Pick<ParsedLine, 'time' | 'written'> {
  const backMs = Date.parse(stamp) - Date.parse(startTime)
  return backMs >= 0 && backMs <= LONGEST_BACK_MS ? { time: startTime, written: stamp } : { time: stamp }
}

function ofAccess(entry: AccessLogEntry): Omit<ParsedLine, 'time'> {
  const code = entry.responseCode
  const failed = (code !== null && (code >= 500 || code === 0)) || entry.failureReason !== null
  const level: LogLevel =
    entry.kind === 'tcp' ? 'info' : failed ? 'error' : code !== null && code >= 400 ? 'warn' : 'info'
  const asked = entry.kind === 'http' ? `${entry.method ?? ''} ${entry.path ?? ''}` : 'TCP connection'
  const parts = [asked, code ?? '', entry.flags.join(','), entry.durationMs === null ? '' : `${entry.durationMs} ms`]
  const message = printable(parts.filter((part) => part !== '').join(' '))
  return { message, level, traceId: entry.traceId, access: accessFields(entry) }
}

function accessFields(entry: AccessLogEntry): Record<string, string> {
  const { cluster, flags, ...rest } = entry
  const entries = Object.entries(rest).flatMap(([name, value]): [string, string][] =>
    value === null || typeof value === 'object' ? [] : [[name, printable(String(value))]],
  )
  const more: [string, string][] = [
    ...(flags.length === 0 ? [] : [['flags', flags.join(',')] as [string, string]]),
    ...(cluster === null ? [] : [['cluster', JSON.stringify(cluster)] as [string, string]]),
  ]
  return Object.fromEntries([...entries, ...more])
}

type Fields = Readonly<Record<string, unknown>>

function jsonFields(text: string): Fields | null {
  if (!text.startsWith('{') || text.length > MAX_MESSAGE) return null
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : null
  } catch {
    return null
  }
}

function ofJson(fields: Fields, text: string): Omit<ParsedLine, 'time'> {
  const message = first(fields, ['msg', 'message']) ?? text
  const id = first(fields, ['trace_id', 'traceId', 'traceID', 'traceid'])
  const traceId = id !== null && /^[0-9a-f]{16,32}$/.test(id) ? id : null
  return {
    message: printable(message),
    level: levelOfField(fields['level'] ?? fields['severity']),
    traceId,
    access: null,
  }
}

function first(fields: Fields, names: readonly string[]): string | null {
  const value = names.map((name) => fields[name]).find((one) => typeof one === 'string')
  return typeof value === 'string' ? value : null
}

/** Words, and the numbers that pino writes. */
function levelOfField(level: unknown): LogLevel {
  if (typeof level === 'number') return level >= 50 ? 'error' : level >= 40 ? 'warn' : level >= 30 ? 'info' : 'debug'
  return typeof level === 'string' ? levelOfWord(level) : 'unknown'
}

function levelOfWord(word: string): LogLevel {
  if (/^(err(or)?|crit(ical)?|fatal|alert|emerg(ency)?|panic)$/i.test(word)) return 'error'
  if (/^warn(ing)?$/i.test(word)) return 'warn'
  if (/^(info(rmation)?|notice)$/i.test(word)) return 'info'
  return /^(debug|trace)$/i.test(word) ? 'debug' : 'unknown'
}

/** `[warning]`, `ERROR:`, `level=info`: the first such word near the beginning. */
function levelOfText(text: string): LogLevel {
  const head = text.slice(0, 200)
  const [, word = ''] =
    /(?:\[|\blevel=|^|\s)(error|err|critical|fatal|warning|warn|info|notice|debug|trace)(?=\]|:|\s|$)/i.exec(head) ?? []
  return levelOfWord(word)
}

function traceIdOfText(text: string): string | null {
  return /\btrace[-_ ]?id["']?\s*[=:]\s*["']?([0-9a-f]{32})\b/i.exec(text)?.[1] ?? null
}

/** Secrets are masked. Control characters would let a log line draw on a terminal or break a list; tabs become spaces. */
function printable(text: string): string {
  return maskSecrets(text.slice(0, MAX_MESSAGE))
    .replaceAll('\t', ' ')
    .replaceAll(/\p{Cc}/gu, '�')
}
