import type { ConnectionReport } from './access-log-messages.ts'

/** What one report adds to the counters of its labels. */
export interface Increment {
  readonly opened: 0 | 1
  readonly closed: 0 | 1
  readonly receivedBytes: number
  readonly sentBytes: number
}

export interface DeltaLimits {
  /** Connections that are followed at once; bytes of further ones are not counted until one ends. */
  readonly maxConnections: number
  /** A connection without a report for so long was lost with its proxy. */
  readonly forgetAfterMs: number
  /** An unknown connection younger than this began on our watch, so all its bytes are new. */
  readonly youngMs: number
}

export const defaultLimits: DeltaLimits = { maxConnections: 20_000, forgetAfterMs: 60_000, youngMs: 10_000 }

interface Seen {
  readonly receivedBytes: number
  readonly sentBytes: number
  readonly atMs: number
}

/**
 * Turns a proxy's cumulative reports into increments. A connection first met after we started late (its report is old
 * and we missed its beginning) gives a baseline, not bytes: what it moved before was counted, or lost, by our predecessor.
 */
export class ConnectionDeltas {
  readonly #seen = new Map<string, Seen>()
  readonly #limits: DeltaLimits

  constructor(limits: DeltaLimits = defaultLimits) {
    this.#limits = limits
  }

  get size(): number {
    return this.#seen.size
  }

  apply(report: ConnectionReport, nowMs: number): Increment {
    const before = this.#seen.get(report.connection) ?? this.#beginning(report, nowMs)
    this.#remember(report, nowMs)
    return {
      opened: report.event === 'connected' ? 1 : 0,
      closed: report.event === 'ended' ? 1 : 0,
      receivedBytes: growth(before.receivedBytes, report.receivedBytes),
      sentBytes: growth(before.sentBytes, report.sentBytes),
    }
  }

  /** Drops connections whose proxy fell silent. */
  forgetSilent(nowMs: number): void {
    for (const [connection, { atMs }] of this.#seen)
      if (nowMs - atMs > this.#limits.forgetAfterMs) this.#seen.delete(connection)
  }

  #beginning(report: ConnectionReport, atMs: number): Seen {
    const full = this.#seen.size >= this.#limits.maxConnections && report.event !== 'ended'
    const isNew = report.event === 'connected' || report.ageMs <= this.#limits.youngMs
    return isNew && !full
      ? { receivedBytes: 0, sentBytes: 0, atMs }
      : { receivedBytes: report.receivedBytes, sentBytes: report.sentBytes, atMs }
  }

  #remember(report: ConnectionReport, atMs: number): void {
    if (report.event === 'ended') this.#seen.delete(report.connection)
    else if (this.#seen.has(report.connection) || this.#seen.size < this.#limits.maxConnections) {
      const { receivedBytes, sentBytes } = report
      this.#seen.set(report.connection, { receivedBytes, sentBytes, atMs })
    }
  }
}

/** A total never shrinks; if one does, it is another connection's and says nothing about this one. */
function growth(before: number, after: number): number {
  return Math.max(0, after - before)
}
