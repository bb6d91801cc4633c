import { HeddleError } from '../domain/model/heddle-error.ts'
import { Circuit, type CircuitView } from '../sources/http/circuit.ts'
import type { LogRequest, LogSource } from '../sources/ports.ts'

const isTheirFault = (error: unknown) => !(error instanceof HeddleError) || error.code === 'SOURCE_UNAVAILABLE'

/** The pod log API, watched: readiness can say how it is. A pod that is gone is no failure of the API. */
export class ObservedLogs implements LogSource {
  readonly #logs: LogSource
  readonly #health: Circuit

  constructor(logs: LogSource, now: () => number) {
    this.#logs = logs
    this.#health = new Circuit({ now, threshold: Infinity, retryAfterMs: 0 })
  }

  circuit(): CircuitView {
    return this.#health.view()
  }

  lines(request: LogRequest, signal?: AbortSignal): Promise<readonly string[]> {
    return this.#health.run(() => this.#logs.lines(request, signal), isTheirFault)
  }
}
