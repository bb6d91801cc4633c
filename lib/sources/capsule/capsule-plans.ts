import type { SequenceStore } from '../../domain/changes/sequence.ts'
import type { PlanStore } from '../../domain/routing/plan/store.ts'
import { readOnly } from './not-frozen.ts'

/** Plans are work that goes on: a capsule has none. */
export const noPlans: PlanStore = {
  create: () => Promise.reject(readOnly()),
  get: () => Promise.resolve(null),
  list: () => Promise.resolve([]),
  listActive: () => Promise.resolve([]),
  save: () => Promise.reject(readOnly()),
}

export const noSequences: SequenceStore = {
  create: () => Promise.reject(readOnly()),
  get: () => Promise.resolve(null),
  listActive: () => Promise.resolve([]),
  save: () => Promise.reject(readOnly()),
}
