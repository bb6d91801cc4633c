import type { Report } from './access-log-messages.ts'

/** What one report adds to the counters of its labels. */
export interface Increment {
  readonly began: 0 | 1
  readonly ended: 0 | 1
  readonly received: number
  readonly sent: number
}

export interface DeltaLimits {
  /** Streams that are followed at once; what further ones move is not counted until one ends. */
  readonly maxStreams: number
  /** A stream without a report for so long was lost with its proxy. */
  readonly forgetAfterMs: number
  /** An unknown stream younger than this began on our watch, so all it moved is new. */
  readonly youngMs: number
}

export const defaultLimits: DeltaLimits = { maxStreams: 20_000, forgetAfterMs: 60_000, youngMs: 10_000 }

interface Seen {
  readonly received: number
  readonly sent: number
  readonly atMs: number
}

/**
 * Turns the cumulative reports of a proxy's connections and requests into increments. A stream first met when it is old
 * (we missed its beginning) gives a baseline, not an increment: what it moved before was counted, or lost, by our
 * predecessor.
 */
export class StreamDeltas {
  readonly #seen = new Map<string, Seen>()
  readonly #limits: DeltaLimits

  constructor(limits: DeltaLimits = defaultLimits) {
    this.#limits = limits
  }

  /** Streams that are followed now. */
  get size(): number {
    return this.#seen.size
  }

  apply(report: Report, nowMs: number): Increment {
    const before = this.#seen.get(report.stream) ?? this.#beginning(report, nowMs)
    this.#remember(report, nowMs)
    return {
      began: report.event === 'began' ? 1 : 0,
      ended: report.event === 'ended' ? 1 : 0,
      received: growth(before.received, report.received),
      sent: growth(before.sent, report.sent),
    }
  }

  /** Drops streams whose proxy fell silent. */
  forgetSilent(nowMs: number): void {
    for (const [stream, { atMs }] of this.#seen)
      if (nowMs - atMs > this.#limits.forgetAfterMs) this.#seen.delete(stream)
  }

  #beginning({ event, ageMs, received, sent }: Report, atMs: number): Seen {
    const isNew = event === 'began' || ageMs <= this.#limits.youngMs
    // One that can't be followed would count everything again with each report; its last report may.
    const isCounted = isNew && (event === 'ended' || this.#seen.size < this.#limits.maxStreams)
    return isCounted ? { received: 0, sent: 0, atMs } : { received, sent, atMs }
  }

  #remember({ stream, event, received, sent }: Report, atMs: number): void {
    if (event === 'ended') this.#seen.delete(stream)
    else if (this.#seen.has(stream) || this.#seen.size < this.#limits.maxStreams)
      this.#seen.set(stream, { received, sent, atMs })
  }
}

/** A total never shrinks; if one does, it is another stream's and says nothing about this one. */
function growth(before: number, after: number): number {
  return Math.max(0, after - before)
}
