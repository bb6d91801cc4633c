import type { Logger } from '../../../../lib/platform/logger.ts'
import type { ObjectStore } from '../../api/store.ts'
import { eventObject, eventSeries, type EventNote } from '../../objects/event.ts'

const maxSeries = 1_000

/** Writes notes as Event objects; a repeated note raises the count of its Event. */
export class EventRecorder {
  readonly #store: ObjectStore
  readonly #logger: Logger
  readonly #now: () => Date
  readonly #series = new Map<string, { name: string; namespace: string }>()
  #counter = 0

  constructor({ store, logger, now }: { store: ObjectStore; logger: Logger; now: () => Date }) {
    this.#store = store
    this.#logger = logger
    this.#now = now
  }

  record(note: EventNote): void {
    try {
      if (!this.#repeat(note)) this.#create(note)
    } catch (error) {
      // An event is a courtesy: it must never keep a reconciler from its work.
      this.#logger.debug({ err: error, reason: note.reason }, 'event not written')
    }
  }

  #repeat(note: EventNote): boolean {
    const known = this.#series.get(eventSeries(note))
    if (known === undefined || this.#store.get({ resource: 'events', ...known }) === undefined) return false
    this.#store.modify({ resource: 'events', ...known }, (copy) => ({
      ...copy,
      count: Number(copy['count'] ?? 1) + 1,
      lastTimestamp: this.#now()
        .toISOString()
        .replace(/\.\d+Z$/, 'Z'),
    }))
    return true
  }

  #create(note: EventNote): void {
    this.#counter += 1
    const suffix = `${this.#now().getTime().toString(16)}${this.#counter.toString(16).padStart(5, '0')}`
    const object = eventObject(note, { now: this.#now(), suffix })
    this.#store.create('events', object)
    if (this.#series.size >= maxSeries) this.#series.clear()
    this.#series.set(eventSeries(note), {
      name: object.metadata.name ?? '',
      namespace: object.metadata.namespace ?? 'default',
    })
  }
}
