import { z } from 'zod'
import { jsonPatchOperationSchema } from '../routing/patch.ts'

/** Which object a change is about. */
export const objectReferenceSchema = z.object({
  apiVersion: z.string(),
  kind: z.string(),
  namespace: z.string(),
  name: z.string(),
})
export type ObjectReference = z.infer<typeof objectReferenceSchema>

/** How a change was asked for; `observed` was made by somebody else and seen by a watch. */
export const changeFormSchema = z.enum(['slices', 'patch', 'object', 'observed'])
export type ChangeForm = z.infer<typeof changeFormSchema>

const unit = z.number().min(0).max(1)

/** The proof that a change does what it says, see `lib/domain/routing/verification.ts`. */
export const verificationSchema = z.object({
  state: z.enum(['pending', 'converged', 'not-converging']),
  /** What `n` counts: tcp and tls rules split connections, whatever is asked over them. */
  unit: z.enum(['requests', 'connections']).default('requests'),
  slices: z
    .array(
      z.object({
        name: z.string(),
        target: unit,
        observed: unit.nullable(),
        low: unit.nullable(),
        high: unit.nullable(),
      }),
    )
    .readonly(),
  n: z.number().int().min(0),
  cause: z
    .enum([
      'proxies-not-synced',
      'no-traffic',
      'too-few-requests',
      'sticky-sessions',
      'earlier-rule',
      'split-differs',
      'superseded',
      'metrics-unavailable',
    ])
    .nullable(),
  reason: z.string(),
})

/** One thing that happened to a change, in time order and never altered. */
export const changeEventSchema = z.object({
  at: z.iso.datetime(),
  kind: z.enum(['dry-run', 'written', 'refused', 'acknowledged', 'converged', 'not-converging', 'reverted']),
  message: z.string(),
})
export type ChangeEvent = z.infer<typeof changeEventSchema>

/** `started`: stored, outcome unknown (the process may have died in between). */
export const changeOutcomeSchema = z.enum(['started', 'applied', 'failed'])

/** One entry of the ledger. */
export const changeSchema = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  /**
   * Set where the change was found after a downtime: it was made between this moment, when the ledger last watched, and `at`.
   */
  notBefore: z.iso.datetime().nullable(),
  /** Where from: console, kubectl, argo-cd, a field manager's name. */
  source: z.string(),
  actor: z.string(),
  reason: z.string().nullable(),
  object: objectReferenceSchema,
  rule: z.string().nullable(),
  form: changeFormSchema,
  summary: z.string(),
  before: z.json().nullable(),
  after: z.json().nullable(),
  patch: z.array(jsonPatchOperationSchema),
  outcome: changeOutcomeSchema,
  error: z.string().nullable(),
  appliedAt: z.iso.datetime().nullable(),
  acknowledgedAt: z.iso.datetime().nullable(),
  verification: verificationSchema.nullable(),
  reverts: z.string().nullable(),
  revertedBy: z.string().nullable(),
  events: z.array(changeEventSchema),
})
export type Change = z.infer<typeof changeSchema>

/** What is known when an entry is opened; the ledger gives it its number. */
export type NewChange = Omit<Change, 'id' | 'events' | 'revertedBy'>

/** What may be added to an entry later. */
export type ChangeUpdate = Partial<
  Pick<Change, 'outcome' | 'error' | 'after' | 'appliedAt' | 'acknowledgedAt' | 'verification' | 'revertedBy'>
>

/** Which entries are wanted, newest first. */
export interface ChangeFilter {
  readonly kind?: string | undefined
  readonly namespace?: string | undefined
  readonly name?: string | undefined
  readonly source?: string | undefined
  /** Entries with a smaller number than this one. */
  readonly before?: string | undefined
  readonly limit: number
}
