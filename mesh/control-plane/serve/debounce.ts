const quietMs = 100
const capMs = 1_000

/** When to act on a run of changes: once it was quiet for 0.1 s, at the latest 1 s after its first change. */
export function dueAt(firstChangeAt: number, lastChangeAt: number): number {
  return Math.min(lastChangeAt + quietMs, firstChangeAt + capMs)
}

/** Collects changes and acts once per run of them. Times in milliseconds since the epoch. */
export class Debouncer {
  private firstAt: number | undefined
  private lastAt = 0
  private timer: NodeJS.Timeout | undefined
  private readonly act: (firstChangeAt: number) => void

  constructor(act: (firstChangeAt: number) => void) {
    this.act = act
  }

  changed(at: number): void {
    this.firstAt ??= at
    this.lastAt = at
    this.timer ??= this.wait()
  }

  stop(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    this.firstAt = undefined
  }

  private wait(): NodeJS.Timeout {
    return setTimeout(() => this.fire(), Math.max(0, dueAt(this.firstAt ?? 0, this.lastAt) - Date.now()))
  }

  private fire(): void {
    const { firstAt } = this
    this.timer = undefined
    if (firstAt === undefined) return
    if (Date.now() < dueAt(firstAt, this.lastAt)) {
      this.timer = this.wait()
      return
    }
    this.firstAt = undefined
    this.act(firstAt)
  }
}
