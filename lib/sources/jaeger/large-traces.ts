import type { Trace } from '../ports.ts'

const largeFrom = 5_000
const most = 2
const keptMs = 120_000

/** The last large traces for two minutes: each look at one of their spans would else fetch tens of megabytes again. */
export class LargeTraces {
  readonly #now: () => number
  readonly #kept = new Map<string, { readonly trace: Trace; readonly untilMs: number }>()

  constructor(now: () => number) {
    this.#now = now
  }

  keep(trace: Trace): void {
    if (trace.spans.length < largeFrom) return
    this.#kept.delete(trace.traceId)
    this.#kept.set(trace.traceId, { trace, untilMs: this.#now() + keptMs })
    for (const oldest of [...this.#kept.keys()].slice(0, -most)) this.#kept.delete(oldest)
  }

  get(traceId: string): Trace | undefined {
    const now = this.#now()
    for (const [id, { untilMs }] of this.#kept) if (untilMs < now) this.#kept.delete(id)
    return this.#kept.get(traceId)?.trace
  }
}
