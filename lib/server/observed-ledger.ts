import type { ChangeLedger } from '../domain/changes/ledger.ts'
import { Circuit, type CircuitView } from '../sources/http/circuit.ts'

/** The ledger, watched: readiness can say how it is. It is never held back, for a change must not be lost by caution. */
export class ObservedLedger implements ChangeLedger {
  readonly #ledger: ChangeLedger
  readonly #health: Circuit

  constructor(ledger: ChangeLedger, now: () => number) {
    this.#ledger = ledger
    this.#health = new Circuit({ now, threshold: Infinity, retryAfterMs: 0 })
  }

  circuit(): CircuitView {
    return this.#health.view()
  }

  readonly open: ChangeLedger['open'] = (...given) => this.#watch(() => this.#ledger.open(...given))
  readonly record: ChangeLedger['record'] = (...given) => this.#watch(() => this.#ledger.record(...given))
  readonly update: ChangeLedger['update'] = (...given) => this.#watch(() => this.#ledger.update(...given))
  readonly settle: ChangeLedger['settle'] = (...given) => this.#watch(() => this.#ledger.settle(...given))
  readonly get: ChangeLedger['get'] = (id) => this.#watch(() => this.#ledger.get(id))
  readonly list: ChangeLedger['list'] = (filter) => this.#watch(() => this.#ledger.list(filter))
  readonly listPending: ChangeLedger['listPending'] = () => this.#watch(() => this.#ledger.listPending())
  readonly facts: ChangeLedger['facts'] = () => this.#watch(() => this.#ledger.facts())
  readonly close: ChangeLedger['close'] = () => this.#ledger.close()

  #watch<T>(task: () => Promise<T>): Promise<T> {
    return this.#health.run(task, () => true)
  }
}
