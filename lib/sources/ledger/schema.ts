import type { Generated } from 'kysely'

/** Tables of the ledger. JSON and times are text in both databases, so that both hold the same bytes. */
export interface LedgerTables {
  changes: ChangeTable
  change_events: ChangeEventTable
  ledger_version: { version: number }
  seen_objects: SeenObjectTable
  watched_kinds: { kind: string; watched_at: string }
  plans: PlanTable
  sequences: SequenceTable
  leases: { name: string; holder: string; until: string }
}

export interface PlanTable {
  id: Generated<number>
  namespace: string
  name: string
  spec: string
  origin: string
  state: string
  /** Counts up with every save, so that two consoles can't overwrite each other. */
  version: number
  /** Unique while the plan is active: one plan at a time for an object. */
  active_key: string | null
}

export interface SeenObjectTable {
  kind: string
  namespace: string
  name: string
  object: string
}

export interface ChangeTable {
  id: Generated<number>
  at: string
  source: string
  actor: string
  reason: string | null
  api_version: string
  kind: string
  namespace: string
  name: string
  rule: string | null
  form: string
  summary: string
  before: string | null
  after: string | null
  patch: string
  outcome: string
  error: string | null
  applied_at: string | null
  acknowledged_at: string | null
  verification: string | null
  /** `state` of the verification, so that running ones are found without reading JSON. */
  verification_state: string | null
  reverts: number | null
  reverted_by: number | null
  not_before: string | null
  /** The version that the change led to: unique, so that two consoles record it once. */
  version_key: string | null
}

export interface ChangeEventTable {
  id: Generated<number>
  change_id: number
  at: string
  kind: string
  message: string
}

export interface SequenceTable {
  id: Generated<number>
  body: string
  is_active: number
  version: number
}
