import type { Logger } from '../../../../lib/platform/logger.ts'

const firstRetryMs = 50
const maxRetryMs = 10_000

/**
 * Calls `work` for each key that was added, once however often it was added meanwhile. A key whose work throws comes
 * back after a delay that doubles up to 10 s. Work never runs inside `add`.
 */
export class WorkQueue {
  readonly #work: (key: string) => void
  readonly #logger: Logger
  readonly #pending = new Set<string>()
  readonly #failures = new Map<string, number>()
  readonly #timers = new Map<string, NodeJS.Timeout>()
  #scheduled: NodeJS.Immediate | undefined
  #stopped = false

  constructor(work: (key: string) => void, logger: Logger) {
    this.#work = work
    this.#logger = logger
  }

  add(key: string): void {
    if (this.#stopped) return
    this.#pending.add(key)
    this.#scheduled ??= setImmediate(() => this.#drain())
  }

  addAfter(key: string, delayMs: number): void {
    if (this.#stopped) return
    clearTimeout(this.#timers.get(key))
    const timer = setTimeout(() => {
      this.#timers.delete(key)
      this.add(key)
    }, delayMs)
    timer.unref()
    this.#timers.set(key, timer)
  }

  stop(): void {
    this.#stopped = true
    clearImmediate(this.#scheduled)
    for (const timer of this.#timers.values()) clearTimeout(timer)
  }

  #drain(): void {
    this.#scheduled = undefined
    const keys = [...this.#pending]
    this.#pending.clear()
    for (const key of keys) this.#run(key)
  }

  #run(key: string): void {
    if (this.#stopped) return
    try {
      this.#work(key)
      this.#failures.delete(key)
    } catch (error) {
      const failures = this.#failures.get(key) ?? 0
      const retryMs = Math.min(maxRetryMs, firstRetryMs * 2 ** failures)
      this.#failures.set(key, failures + 1)
      this.#logger.warn({ key, retryMs, err: error }, 'could not reconcile')
      this.addAfter(key, retryMs)
    }
  }
}
