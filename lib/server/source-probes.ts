import type { CircuitView } from '../sources/http/circuit.ts'

/** A source that is asked only when somebody needs it, and a small question that shows whether it answers. */
export interface Probe {
  readonly circuit: () => CircuitView | null
  readonly ask: () => Promise<unknown>
}

export interface SourceProbesOptions {
  /** Unix milliseconds. */
  readonly now: () => number
  /** An answer that is younger needs no question. */
  readonly freshMs: number
  /** How long a reader waits; a slower answer counts for the next one. */
  readonly patienceMs: number
}

/** Asks sources that were not asked lately, so that readiness speaks of now. Each question is under way once at most. */
export class SourceProbes {
  readonly #probes: readonly Probe[]
  readonly #options: SourceProbesOptions
  readonly #underWay = new Map<Probe, Promise<void>>()
  readonly #askedAt = new Map<Probe, number>()

  constructor(probes: readonly Probe[], options: SourceProbesOptions) {
    this.#probes = probes
    this.#options = options
  }

  /** Never throws: what fails is seen in the source's own state. */
  async refresh(): Promise<void> {
    const asked = this.#probes.filter((probe) => this.#isDue(probe)).map((probe) => this.#ask(probe))
    const waiting = new Set([...this.#underWay.values(), ...asked])
    if (waiting.size === 0) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, this.#options.patienceMs)
    })
    await Promise.race([Promise.all(waiting), patience])
    clearTimeout(timer)
  }

  #isDue(probe: Probe): boolean {
    const { now, freshMs } = this.#options
    const latest = Math.max(probe.circuit()?.lastGoodAt ?? -Infinity, this.#askedAt.get(probe) ?? -Infinity)
    return !this.#underWay.has(probe) && now() - latest >= freshMs
  }

  #ask(probe: Probe): Promise<void> {
    this.#askedAt.set(probe, this.#options.now())
    const done = probe.ask().then(
      () => undefined,
      () => undefined,
    )
    const tracked = done.finally(() => this.#underWay.delete(probe))
    this.#underWay.set(probe, tracked)
    return tracked
  }
}
