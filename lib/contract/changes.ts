import { z } from 'zod'
import { changeSchema } from '../domain/changes/change.ts'
import { jsonPatchOperationSchema, MAX_WEIGHT } from '../domain/routing/patch.ts'
import { destinationSchema } from '../domain/routing/virtual-service.ts'
import { namespaceName, objectName } from '../domain/model/names.ts'
import { owner } from './config.ts'
import { windowSeconds } from './query-parameters.ts'

const weight = z
  .int({ error: `must be a whole number from 0 to ${MAX_WEIGHT}` })
  .min(0, { error: `must be a whole number from 0 to ${MAX_WEIGHT}` })
  .max(MAX_WEIGHT, { error: `must be a whole number from 0 to ${MAX_WEIGHT}` })
const reason = z.string().trim().max(2000, { error: 'must have at most 2000 characters' })

/** Body of `POST /api/changes`: exactly one of `slices`, `patch`, `object` and `delete` says what shall change. */
export const changeRequest = z
  .strictObject({
    apiVersion: z.string().optional(),
    kind: z.string().regex(/^[A-Z][A-Za-z0-9]*$/, { error: 'must be a kind such as VirtualService' }),
    namespace: namespaceName,
    name: objectName,
    rule: z.union([z.string(), z.int().min(0)]).optional(),
    slices: z
      .array(z.object({ destination: destinationSchema, weight }))
      .min(1)
      .max(100)
      .optional(),
    patch: z.array(jsonPatchOperationSchema).min(1).max(1000).optional(),
    object: z.record(z.string(), z.json()).optional(),
    /** Deletes the object. */
    delete: z.literal(true).optional(),
    resourceVersion: z.string().optional(),
    dryRun: z.boolean().default(false),
    reason: reason.optional(),
  })
  .superRefine((request, context) => {
    const given = (['slices', 'patch', 'object', 'delete'] as const).filter((form) => request[form] !== undefined)
    if (given.length !== 1) {
      const path = [given[1] ?? 'slices']
      context.addIssue({ code: 'custom', path, message: 'give exactly one of slices, patch, object and delete' })
    }
  })
export type ChangeRequest = z.infer<typeof changeRequest>

/** Body of `POST /api/changes/{id}/revert`. */
export const revertRequest = z.strictObject({
  reason: reason.optional(),
  /** Confirms a revert of something that was changed since: the version that was looked at. */
  resourceVersion: z.string().optional(),
  dryRun: z.boolean().default(false),
})
export type RevertRequest = z.infer<typeof revertRequest>

export const check = z.object({
  id: z.enum([
    'subsets',
    'hosts',
    'endpoints',
    'load',
    'permission',
    'affinity',
    'other-change',
    'unchanged',
    'dry-run',
    'dependants',
    'owner',
  ]),
  status: z.enum(['pass', 'warn', 'fail', 'unknown']),
  title: z.string(),
  detail: z.string().nullable(),
  field: z.string().nullable(),
})
export type CheckAnswer = z.infer<typeof check>

export const diffLine = z.object({
  kind: z.enum(['same', 'added', 'removed']),
  text: z.string(),
  before: z.int().nullable(),
  after: z.int().nullable(),
})

/** What the API server would store against what it holds: `yaml` whole, `weights` only what changes with a little around it. */
export const changeDiff = z.object({
  yaml: z.array(diffLine),
  weights: z.array(diffLine.nullable()),
  added: z.int(),
  removed: z.int(),
})
export type DiffAnswer = z.infer<typeof changeDiff>

export const dryRunResult = z.object({
  accepted: z.boolean(),
  durationMs: z.number(),
  warnings: z.array(z.string()),
  object: z.json(),
})

/** Answer of `POST /api/changes`; `changeId` is null for a dry run, which leaves no entry. */
export const changeAnswer = z.object({
  changeId: z.string().nullable(),
  summary: z.string(),
  diff: changeDiff,
  patch: z.array(jsonPatchOperationSchema),
  resourceVersion: z.string().nullable(),
  dryRunResult: dryRunResult,
  checks: z.array(check),
  warnings: z.array(z.string()),
  owner: owner,
})
export type ChangeAnswer = z.infer<typeof changeAnswer>

/** One row of `GET /api/changes`: an entry without the objects it holds. */
export const changeRow = changeSchema.omit({ before: true, after: true, patch: true, events: true })
export type ChangeRow = z.infer<typeof changeRow>

export const changeListQuery = z.object({
  kind: z.string().optional(),
  namespace: z.string().optional(),
  name: z.string().optional(),
  source: z.string().optional(),
  before: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
})
export type ChangeListQuery = z.infer<typeof changeListQuery>

export const changeList = z.object({ changes: z.array(changeRow), next: z.string().nullable() })

/** `GET /api/changes/activity`: what failed while things were changed. */
export const activityQuery = z.object({ window: windowSeconds.default(3600) })
export type ActivityQuery = z.infer<typeof activityQuery>

export const activityAnswer = z.object({
  /** Unix seconds. */
  from: z.number(),
  to: z.number(),
  times: z.array(z.number()).readonly(),
  /** Failed requests over all requests, by callers; null where nothing was reported. */
  failedRatio: z.array(z.number().nullable()).readonly(),
  query: z.string(),
})
export type ActivityAnswer = z.infer<typeof activityAnswer>

/** `GET /api/changes/blame`: which change last touched each line of a live object. */
export const blameQuery = z.object({ kind: z.string(), namespace: namespaceName, name: objectName })
export type BlameQuery = z.infer<typeof blameQuery>

export const blameAnswer = z.object({
  /** `change` is null for what is older than the ledger, or has no entry. */
  lines: z.array(z.object({ text: z.string(), change: z.string().nullable() })),
  changes: z.array(
    z.object({ id: z.string(), at: z.string(), actor: z.string(), source: z.string(), summary: z.string() }),
  ),
})
export type BlameAnswer = z.infer<typeof blameAnswer>

/** `GET /api/changes/{id}`. */
export const changeDetail = changeSchema.extend({ diff: changeDiff })
export type ChangeDetail = z.infer<typeof changeDetail>
