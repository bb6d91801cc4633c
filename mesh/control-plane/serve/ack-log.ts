interface Entry {
  readonly generation: number
  /** Milliseconds since the epoch. */
  readonly at: number
}

const maxEntries = 512

/** When one proxy's one resource type reached each generation of the snapshot. Generations only go up. */
export class AckLog {
  private entries: Entry[] = []

  /** Notes that everything up to `generation` is in force since `at`. */
  mark(generation: number, at: number): void {
    const last = this.entries.at(-1)
    if (last !== undefined && last.generation >= generation) return
    this.entries.push({ generation, at })
    if (this.entries.length > maxEntries) this.entries = this.entries.slice(-maxEntries / 2)
  }

  /** When a generation, or a later one that contains it, was first in force; undefined while it is not. */
  reachedAt(generation: number): number | undefined {
    return this.entries.find((entry) => entry.generation >= generation)?.at
  }

  get latest(): number {
    return this.entries.at(-1)?.generation ?? 0
  }
}
