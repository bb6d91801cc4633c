import { kubernetesObject } from '../../../../lib/domain/kubernetes/object.ts'
import { ApiError } from '../../api/api-error.ts'
import type { ObjectStore } from '../../api/store.ts'
import type { Action } from '../action.ts'
import { mergePatch } from '../merge-patch.ts'
import type { EventRecorder } from './event-recorder.ts'

export type Hands = { readonly store: ObjectStore; readonly events: EventRecorder; readonly fieldManager: string }

/**
 * Does what a reconciler wants, in order, and stops at the first refusal. An object that is gone meanwhile, or already
 * there, is no error: the reconciler looks again when its watch tells it.
 * @throws ApiError when the store refuses
 */
export function applyActions(actions: readonly Action[], hands: Hands): void {
  for (const action of actions) {
    try {
      applyAction(action, hands)
    } catch (error) {
      if (!isOvertaken(error)) throw error
    }
  }
}

function applyAction(action: Action, { store, events, fieldManager }: Hands): void {
  switch (action.verb) {
    case 'create':
      store.create(action.resource, action.object, { fieldManager })
      return
    case 'merge': {
      const subresource = action.subresource === undefined ? {} : { subresource: action.subresource }
      const change = (copy: unknown) => kubernetesObject.parse(mergePatch(copy, action.patch))
      store.modify(action.key, change, { fieldManager, ...subresource })
      return
    }
    case 'delete': {
      const { propagationPolicy, gracePeriodSeconds } = action
      store.delete(action.key, {
        preconditions: { uid: action.uid },
        ...(propagationPolicy === undefined ? {} : { propagationPolicy }),
        ...(gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds }),
      })
      return
    }
    case 'note':
      events.record(action.note)
  }
}

function isOvertaken(error: unknown): boolean {
  return error instanceof ApiError && ['NotFound', 'AlreadyExists', 'Conflict'].includes(error.reason)
}
