import type { LogLine, LogsResponse } from '../contract/logs.ts'
import { orderByTime, timeKey } from '../domain/logs/order-lines.ts'

/** What a tail has collected, newest first. */
export interface Tail {
  readonly lines: readonly LogLine[]
  /** How many lines came in all; those that are no longer among `lines` were dropped. */
  readonly total: number
  readonly pods: LogsResponse['pods']
  /** The lines that the next answer may bring again: those written last. */
  readonly recent: readonly LogLine[]
}

/** More than this are dropped, the oldest first: memory and the histogram stay bounded. */
export const MOST_LINES = 20_000
/** An answer reaches so far back into the last one: lines of another container may come a little late. */
export const OVERLAP_MS = 3_000

export const emptyTail: Tail = { lines: [], total: 0, pods: [], recent: [] }

/** The moment of writing after which the next answer shall begin; undefined before the first line. */
export function tailAfter({ recent }: Tail): string | undefined {
  return recent.length === 0 ? undefined : new Date(lastWritten(recent) - OVERLAP_MS).toISOString()
}

/** Adds an answer of which the beginning may be known already; a late line takes its place in time. */
export function addToTail(tail: Tail, answer: Pick<LogsResponse, 'lines' | 'pods'>): Tail {
  const fresh = unknownOf(tail.recent, answer.lines)
  if (fresh.length === 0) return { ...tail, pods: answer.pods }
  const lines = merged(orderByTime(fresh).toReversed(), tail.lines).slice(0, MOST_LINES)
  const recent = [...tail.recent, ...fresh]
  const from = lastWritten(recent) - 2 * OVERLAP_MS
  return {
    lines,
    total: tail.total + fresh.length,
    pods: answer.pods,
    recent: recent.filter((line) => writtenMs(line) >= from),
  }
}

/** Lines of the answer that are not there yet; of equal ones as many as there are more of. */
function unknownOf(recent: readonly LogLine[], answer: readonly LogLine[]): LogLine[] {
  const known = new Map<string, number>()
  for (const line of recent) known.set(keyOf(line), (known.get(keyOf(line)) ?? 0) + 1)
  return answer.filter((line) => {
    const count = known.get(keyOf(line)) ?? 0
    known.set(keyOf(line), count - 1)
    return count <= 0
  })
}

/** Both newest first. The new ones lie near the top, so that only the top of the others is walked. */
function merged(fresh: readonly LogLine[], lines: readonly LogLine[]): LogLine[] {
  const top: LogLine[] = []
  let next = 0
  for (const line of fresh) {
    for (let other = lines[next]; other !== undefined && isLater(other, line); other = lines[next]) {
      top.push(other)
      next += 1
    }
    top.push(line)
  }
  return [...top, ...lines.slice(next)]
}

function isLater(one: LogLine, other: LogLine): boolean {
  const [a, b] = [timeKey(one.time), timeKey(other.time)]
  return a.seconds > b.seconds || (a.seconds === b.seconds && a.nanos > b.nanos)
}

const keyOf = ({ time, pod, container, message, access }: LogLine) =>
  `${time} ${pod} ${container} ${message} ${access?.['requestId'] ?? ''}`
const writtenMs = ({ time, written }: LogLine) => Date.parse(written ?? time)
const lastWritten = (lines: readonly LogLine[]) =>
  lines.reduce((latest, line) => Math.max(latest, writtenMs(line)), -Infinity)
