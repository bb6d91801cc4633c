import type { KubernetesObject } from '../../../lib/domain/kubernetes/object.ts'
import type { ObjectKey, PropagationPolicy, ResourceName } from '../api/store.ts'
import type { EventNote } from '../objects/event.ts'

/** What a reconciler wants done, as plain data; `apply-actions.ts` does it. */
export type Action =
  | { readonly verb: 'create'; readonly resource: ResourceName; readonly object: KubernetesObject }
  /** A JSON merge patch (RFC 7386). */
  | {
      readonly verb: 'merge'
      readonly key: ObjectKey
      readonly patch: Record<string, unknown>
      readonly subresource?: 'status'
    }
  | {
      readonly verb: 'delete'
      readonly key: ObjectKey
      readonly uid: string
      readonly propagationPolicy?: PropagationPolicy
      readonly gracePeriodSeconds?: number
    }
  | { readonly verb: 'note'; readonly note: EventNote }

export type Outcome = {
  readonly actions: readonly Action[]
  /** Look again after this long even when nothing changes. */
  readonly requeueAfterMs?: number
}

export const nothing: Outcome = { actions: [] }
