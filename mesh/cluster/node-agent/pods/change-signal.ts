import { setTimeout as delay } from 'node:timers/promises'

/** Wakes all who wait, whenever something changed. */
export class ChangeSignal {
  #waiting = new AbortController()

  fire(): void {
    const woken = this.#waiting
    this.#waiting = new AbortController()
    woken.abort()
  }

  /** Resolves at the next `fire`, or after `timeoutMs`. */
  async wait(timeoutMs: number): Promise<void> {
    await delay(timeoutMs, undefined, { signal: this.#waiting.signal }).catch(() => undefined)
  }
}
