export type CircuitState = 'closed' | 'open' | 'half-open'

/** What is known of a source's health; times in Unix milliseconds. */
export interface CircuitView {
  readonly state: CircuitState
  readonly message: string | null
  readonly failingSince: number | null
  readonly lastGoodAt: number | null
}

export interface CircuitOptions {
  readonly now: () => number
  /** Failures in a row that open the circuit. */
  readonly threshold: number
  /** How long an open circuit refuses before one request may try again; below 10 s, so that recovery is seen in time. */
  readonly retryAfterMs: number
}

export const circuitDefaults = { threshold: 3, retryAfterMs: 3_000 }

/** Stops asking a source that keeps failing and tries again soon: callers get its last failure at once. */
export class Circuit {
  readonly #options: CircuitOptions
  #failures = 0
  #openedAt: number | null = null
  #trying = false
  #last: unknown = null
  #message: string | null = null
  #failingSince: number | null = null
  #lastGoodAt: number | null = null

  constructor(options: CircuitOptions) {
    this.#options = options
  }

  /** Runs a task unless the circuit is open. `counts` says which errors are the source's fault. */
  async run<T>(task: () => Promise<T>, counts: (error: unknown) => boolean): Promise<T> {
    const state = this.#state()
    if (state === 'open' || (state === 'half-open' && this.#trying)) throw this.#last
    this.#trying = state === 'half-open'
    try {
      const value = await task()
      this.#succeeded()
      return value
    } catch (error) {
      if (counts(error)) this.#failed(error)
      throw error
    } finally {
      this.#trying = false
    }
  }

  view(): CircuitView {
    return {
      state: this.#state(),
      message: this.#message,
      failingSince: this.#failingSince,
      lastGoodAt: this.#lastGoodAt,
    }
  }

  #state(): CircuitState {
    if (this.#openedAt === null) return 'closed'
    return this.#options.now() - this.#openedAt < this.#options.retryAfterMs ? 'open' : 'half-open'
  }

  #succeeded(): void {
    this.#failures = 0
    this.#openedAt = null
    this.#message = null
    this.#failingSince = null
    this.#lastGoodAt = this.#options.now()
  }

  #failed(error: unknown): void {
    const now = this.#options.now()
    this.#failures += 1
    this.#last = error
    this.#message = error instanceof Error ? error.message : String(error)
    this.#failingSince ??= now
    if (this.#failures >= this.#options.threshold) this.#openedAt = now
  }
}
