import type { Logger } from '../../../../lib/platform/logger.ts'
import { eventObject, eventSeries, type EventNote } from '../../objects/event.ts'
import { ApiFailure, type ApiClient } from './api-client.ts'

const maxSeries = 1_000
const maxWaiting = 200

/** Writes notes as Events over the API, one after another. Notes are a courtesy: what can't be written is dropped. */
export class EventWriter {
  readonly #client: ApiClient
  readonly #logger: Logger
  readonly #series = new Map<string, { path: string; count: number }>()
  #tail: Promise<void> = Promise.resolve()
  #waiting = 0
  #counter = 0

  constructor(client: ApiClient, logger: Logger) {
    this.#client = client
    this.#logger = logger
  }

  note(note: EventNote): void {
    if (this.#waiting >= maxWaiting) return
    this.#waiting += 1
    this.#tail = this.#tail
      .then(() => this.#write(note))
      .catch((error: unknown) => this.#logger.debug({ err: error, reason: note.reason }, 'event not written'))
      .finally(() => (this.#waiting -= 1))
  }

  async #write(note: EventNote): Promise<void> {
    const key = eventSeries(note)
    const known = this.#series.get(key)
    if (known !== undefined && (await this.#repeat(known))) return
    this.#counter += 1
    const suffix = `${Date.now().toString(16)}${this.#counter.toString(16).padStart(5, '0')}`
    const object = eventObject(note, { now: new Date(), suffix })
    const path = `/api/v1/namespaces/${object.metadata.namespace ?? 'default'}/events`
    await this.#client.call({ method: 'POST', path, body: object })
    if (this.#series.size >= maxSeries) this.#series.clear()
    this.#series.set(key, { path: `${path}/${object.metadata.name ?? ''}`, count: 1 })
  }

  async #repeat(known: { path: string; count: number }): Promise<boolean> {
    const lastTimestamp = new Date().toISOString().replace(/\.\d+Z$/, 'Z')
    const body = { count: known.count + 1, lastTimestamp }
    try {
      await this.#client.call({ method: 'PATCH', path: known.path, body, contentType: 'application/merge-patch+json' })
      known.count += 1
      return true
    } catch (error) {
      if (error instanceof ApiFailure && error.code === 404) return false
      throw error
    }
  }
}
