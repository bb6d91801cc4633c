import { HeddleError } from '../domain/model/heddle-error.ts'
import { Circuit, circuitDefaults, type CircuitView } from '../sources/http/circuit.ts'
import type { Trace, TraceSearch, TraceSource } from '../sources/ports.ts'

const counts = (error: unknown) => error instanceof HeddleError && error.code === 'SOURCE_UNAVAILABLE'

/** A trace store behind a circuit breaker, so that readiness can say how it is. */
export class GuardedTraces implements TraceSource {
  readonly #source: TraceSource
  readonly #circuit: Circuit

  constructor(source: TraceSource, now: () => number) {
    this.#source = source
    this.#circuit = new Circuit({ now, ...circuitDefaults })
  }

  circuit(): CircuitView {
    return this.#circuit.view()
  }

  search(search: TraceSearch, signal?: AbortSignal): ReturnType<TraceSource['search']> {
    return this.#circuit.run(() => this.#source.search(search, signal), counts)
  }

  get(traceId: string, signal?: AbortSignal): Promise<Trace | null> {
    return this.#circuit.run(() => this.#source.get(traceId, signal), counts)
  }

  version(): Promise<string | null> {
    return this.#circuit.run(() => this.#source.version(), counts)
  }
}
