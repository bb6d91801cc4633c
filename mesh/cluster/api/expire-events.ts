import { stringAt } from '../../../lib/domain/kubernetes/json.ts'
import type { StoredObject } from '../../../lib/domain/kubernetes/object.ts'
import type { Logger } from '../../../lib/platform/logger.ts'
import type { ObjectStore } from './store.ts'

/** How long an Event is kept after it was last seen; Kubernetes' default. */
const keptMs = 60 * 60 * 1000
const intervalMs = 60 * 1000

/** The Events that were last seen too long ago. */
export function expiredEvents(events: readonly StoredObject[], now: Date): StoredObject[] {
  return events.filter((event) => {
    const seen = stringAt(event, 'lastTimestamp') ?? stringAt(event, 'eventTime') ?? event.metadata.creationTimestamp
    return now.getTime() - Date.parse(seen) > keptMs
  })
}

/** Deletes old Events every minute, so that they don't fill the disk. A failure is logged; the next minute tries again. */
export function expireEvents(store: ObjectStore, logger: Logger, now: () => Date): { stop(): void } {
  const timer = setInterval(() => {
    try {
      for (const { metadata } of expiredEvents(store.list('events').items, now()))
        store.delete({ resource: 'events', namespace: metadata.namespace, name: metadata.name })
    } catch (error) {
      logger.error({ err: error }, 'old events were not deleted')
    }
  }, intervalMs)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}
