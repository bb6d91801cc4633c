import type { StoredObject } from '../../../../lib/domain/kubernetes/object.ts'
import type { Logger } from '../../../../lib/platform/logger.ts'
import type { ObjectStore, ResourceName } from '../../api/store.ts'
import type { Outcome } from '../action.ts'
import { applyActions } from './apply-actions.ts'
import { EventRecorder } from './event-recorder.ts'
import { WorkQueue } from './work-queue.ts'

export type Cluster = { readonly store: ObjectStore; readonly now: () => Date; readonly logger: Logger }

/** A reconciler with what wakes it. `reconcile` reads the store afresh, so it never acts on a stale copy. */
export type Controller = {
  readonly name: string
  /** For each watched resource: the keys to look at when an object of it changes. */
  readonly watches: Readonly<Record<ResourceName, (object: StoredObject, cluster: Cluster) => readonly string[]>>
  readonly reconcile: (key: string, cluster: Cluster) => Outcome
}

/** Runs a controller until it is stopped. */
export function runController({ name, watches, reconcile }: Controller, base: Cluster): { stop(): void } {
  const cluster = { ...base, logger: base.logger.child({ controller: name }) }
  const hands = { store: cluster.store, events: new EventRecorder(cluster), fieldManager: name }
  const queue = new WorkQueue((key) => {
    const { actions, requeueAfterMs } = reconcile(key, cluster)
    applyActions(actions, hands)
    if (requeueAfterMs !== undefined) queue.addAfter(key, requeueAfterMs)
  }, cluster.logger)
  const running = Object.entries(watches).map(([resource, keysOf]) =>
    cluster.store.watch(resource, {}, (event) => {
      if (event.type !== 'BOOKMARK') for (const key of keysOf(event.object, cluster)) queue.add(key)
    }),
  )
  return {
    stop() {
      for (const watch of running) watch.stop()
      queue.stop()
    },
  }
}

/** `namespace/name`, the usual key. */
export function keyOf({ metadata: { namespace = '', name } }: StoredObject): string {
  return `${namespace}/${name}`
}

export function splitKey(key: string): { namespace: string; name: string } {
  const [namespace = '', name = ''] = key.split('/')
  return { namespace, name }
}
