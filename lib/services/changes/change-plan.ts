import type { JsonPatchOperation } from '../../domain/routing/patch.ts'
import type { Owner } from '../../domain/routing/owner.ts'
import type { Check } from '../../domain/routing/preflight.ts'
import type { Rule } from '../../domain/routing/rules.ts'
import type { KubernetesObject, StoredObject } from '../../domain/kubernetes/object.ts'
import type { ChangeableKind } from './changeable-kinds.ts'

/** The object a change is about. */
export interface ChangeKey {
  readonly kind: ChangeableKind
  readonly namespace: string
  readonly name: string
}

/** What will be sent to the API server. Each form carries the version it was planned on, so it can't land on another. */
export type Write =
  | { readonly type: 'patch'; readonly patch: readonly JsonPatchOperation[] }
  | { readonly type: 'replace'; readonly object: KubernetesObject }
  | { readonly type: 'create'; readonly object: KubernetesObject }
  | { readonly type: 'remove'; readonly resourceVersion: string }

/** A change thought through and not yet sent. */
export interface ChangePlan {
  readonly key: ChangeKey
  readonly live: StoredObject | null
  readonly form: 'slices' | 'patch' | 'object'
  readonly write: Write
  /** The rule whose weights change; null for other changes. */
  readonly rule: Rule | null
  readonly owner: Owner
  readonly checks: readonly Check[]
  readonly summary: string
}
