import type { Plan, PlanSpec, PlanState } from './plan.ts'

/** A plan and the number of its stored version: who saves another one than the latest is told so. */
export interface StoredPlan extends Plan {
  readonly version: number
}

export type NewPlan = Omit<Plan, 'id'>

export interface PlanFilter {
  readonly namespace?: string | undefined
  readonly name?: string | undefined
  readonly limit: number
}

/** Where plans live. A failure is an Error with one sentence for people. */
export interface PlanStore {
  /** Null where the object has an active plan already: one at a time. */
  create(plan: NewPlan): Promise<StoredPlan | null>
  get(id: string): Promise<StoredPlan | null>
  /** Newest first. */
  list(filter: PlanFilter): Promise<StoredPlan[]>
  listActive(): Promise<StoredPlan[]>
  /** False when somebody saved another version meanwhile; nothing is stored then. `spec` is given where it changes too. */
  save(plan: Pick<StoredPlan, 'id' | 'version'>, state: PlanState, spec?: PlanSpec): Promise<boolean>
}

/** Who does a background work that only one of several consoles may do. */
export interface Leases {
  /** True while `holder` has the lease, from now for `ttlMs`; false while somebody else has it. */
  acquire(
    name: string,
    of: { readonly holder: string; readonly nowMs: number; readonly ttlMs: number },
  ): Promise<boolean>
  release(name: string, holder: string): Promise<void>
}
