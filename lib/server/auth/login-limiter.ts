const windowMs = 5 * 60_000
const allowed = 5
const most = 10_000

export type Attempt = { allowed: true } | { allowed: false; retryAfterSeconds: number }

/**
 * Five failures in five minutes for each source. Memory is bounded: when more sources fail than can be remembered,
 * every further one is refused until the oldest are forgotten (it fails closed).
 */
export class LoginLimiter {
  readonly #failures = new Map<string, number[]>()

  check(source: string, nowMs: number): Attempt {
    this.#forget(nowMs)
    const times = this.#failures.get(source) ?? []
    if (times.length < allowed && (times.length > 0 || this.#failures.size < most)) return { allowed: true }
    const [oldest = nowMs] = times
    return { allowed: false, retryAfterSeconds: Math.max(1, Math.ceil((oldest + windowMs - nowMs) / 1000)) }
  }

  failed(source: string, nowMs: number): void {
    this.#failures.set(source, [...(this.#failures.get(source) ?? []), nowMs].slice(-allowed))
  }

  #forget(nowMs: number): void {
    for (const [source, times] of this.#failures) {
      const recent = times.filter((time) => time > nowMs - windowMs)
      if (recent.length === 0) this.#failures.delete(source)
      else this.#failures.set(source, recent)
    }
  }
}
