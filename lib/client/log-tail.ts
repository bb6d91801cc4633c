import type { LogLine, LogsResponse } from '../contract/logs.ts'

/** What a tail has collected, newest first. */
export interface Tail {
  readonly lines: readonly LogLine[]
  /** How many lines came in all; those that are no longer among `lines` were dropped. */
  readonly total: number
  readonly pods: LogsResponse['pods']
}

/** More than this are dropped, the oldest first: memory and the histogram stay bounded. */
export const MOST_LINES = 20_000
/** An answer reaches so far back into the last one: lines of another container may come a little late. */
export const OVERLAP_MS = 3_000

export const emptyTail: Tail = { lines: [], total: 0, pods: [] }

/** The moment after which the next answer shall begin; undefined before the first line. */
export function tailAfter({ lines: [newest] }: Tail): string | undefined {
  return newest === undefined ? undefined : new Date(msOf(newest) - OVERLAP_MS).toISOString()
}

/** Adds an answer (oldest first) of which the beginning may be known already. */
export function addToTail(tail: Tail, answer: Pick<LogsResponse, 'lines' | 'pods'>): Tail {
  const fresh = unknownOf(tail, answer.lines).toReversed()
  const lines = fresh.length === 0 ? tail.lines : [...fresh, ...tail.lines].slice(0, MOST_LINES)
  return { lines, total: tail.total + fresh.length, pods: answer.pods }
}

/** Lines of the answer that are not there yet; of equal ones as many as there are more of. */
function unknownOf({ lines }: Tail, answer: readonly LogLine[]): LogLine[] {
  const [first] = answer
  if (first === undefined) return []
  // Newest first, but a late line of another container may stand a little too far up.
  const from = msOf(first) - 2 * OVERLAP_MS
  const known = new Map<string, number>()
  for (const line of lines) {
    if (msOf(line) < from) break
    known.set(keyOf(line), (known.get(keyOf(line)) ?? 0) + 1)
  }
  return answer.filter((line) => {
    const count = known.get(keyOf(line)) ?? 0
    known.set(keyOf(line), count - 1)
    return count <= 0
  })
}

const keyOf = ({ time, pod, container, message }: LogLine) => `${time} ${pod} ${container} ${message}`
const msOf = ({ time }: LogLine) => Date.parse(time)
