import { z } from 'zod'
import { changeSchema } from '../domain/changes/change.ts'
import { jsonPatchOperationSchema, MAX_WEIGHT } from '../domain/routing/patch.ts'
import { destinationSchema } from '../domain/routing/virtual-service.ts'

const weightSchema = z
  .int({ error: `must be a whole number from 0 to ${MAX_WEIGHT}` })
  .min(0, { error: `must be a whole number from 0 to ${MAX_WEIGHT}` })
  .max(MAX_WEIGHT, { error: `must be a whole number from 0 to ${MAX_WEIGHT}` })
const nameSchema = z
  .string()
  .max(253)
  .regex(/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/, { error: 'must be a Kubernetes name: a-z, 0-9, "-" and "."' })
const reasonSchema = z.string().trim().max(2000, { error: 'must have at most 2000 characters' })

/** Body of `POST /api/changes`: exactly one of `slices`, `patch` and `object` says what shall change. */
export const changeRequestSchema = z
  .strictObject({
    apiVersion: z.string().optional(),
    kind: z.string().regex(/^[A-Z][A-Za-z0-9]*$/, { error: 'must be a kind such as VirtualService' }),
    namespace: nameSchema,
    name: nameSchema,
    rule: z.union([z.string(), z.int().min(0)]).optional(),
    slices: z
      .array(z.object({ destination: destinationSchema, weight: weightSchema }))
      .min(1)
      .max(100)
      .optional(),
    patch: z.array(jsonPatchOperationSchema).min(1).max(1000).optional(),
    object: z.record(z.string(), z.json()).optional(),
    resourceVersion: z.string().optional(),
    dryRun: z.boolean().default(false),
    reason: reasonSchema.optional(),
  })
  .superRefine((request, context) => {
    const given = (['slices', 'patch', 'object'] as const).filter((form) => request[form] !== undefined)
    if (given.length !== 1) {
      const path = [given[1] ?? 'slices']
      context.addIssue({ code: 'custom', path, message: 'give exactly one of slices, patch and object' })
    }
  })
export type ChangeRequest = z.infer<typeof changeRequestSchema>

/** Body of `POST /api/changes/{id}/revert`. */
export const revertRequestSchema = z.strictObject({
  reason: reasonSchema.optional(),
  dryRun: z.boolean().default(false),
})
export type RevertRequest = z.infer<typeof revertRequestSchema>

export const ownerSchema = z.object({
  kind: z.enum(['argo-rollouts', 'flagger', 'argo-cd', 'flux', 'helm', 'none']),
  name: z.string().nullable(),
  action: z.enum(['apply', 'propose', 'use-owner']),
  sentence: z.string(),
  managers: z.array(z.string()).readonly(),
})

export const checkSchema = z.object({
  id: z.enum(['subsets', 'hosts', 'endpoints', 'load', 'permission', 'affinity', 'other-change', 'unchanged']),
  status: z.enum(['pass', 'warn', 'fail', 'unknown']),
  title: z.string(),
  detail: z.string().nullable(),
  field: z.string().nullable(),
})
export type CheckAnswer = z.infer<typeof checkSchema>

export const diffLineSchema = z.object({
  kind: z.enum(['same', 'added', 'removed']),
  text: z.string(),
  before: z.int().nullable(),
  after: z.int().nullable(),
})

/** What the API server would store against what it holds: `yaml` whole, `weights` only what changes with a little around it. */
export const diffSchema = z.object({
  yaml: z.array(diffLineSchema),
  weights: z.array(diffLineSchema.nullable()),
  added: z.int(),
  removed: z.int(),
})
export type DiffAnswer = z.infer<typeof diffSchema>

export const dryRunResultSchema = z.object({
  accepted: z.boolean(),
  durationMs: z.number(),
  warnings: z.array(z.string()),
  object: z.json(),
})

/** Answer of `POST /api/changes`; `changeId` is null for a dry run, which leaves no entry. */
export const changeAnswerSchema = z.object({
  changeId: z.string().nullable(),
  summary: z.string(),
  diff: diffSchema,
  patch: z.array(jsonPatchOperationSchema),
  resourceVersion: z.string().nullable(),
  dryRunResult: dryRunResultSchema,
  checks: z.array(checkSchema),
  warnings: z.array(z.string()),
  owner: ownerSchema,
})
export type ChangeAnswer = z.infer<typeof changeAnswerSchema>

/** One row of `GET /api/changes`: an entry without the objects it holds. */
export const changeRowSchema = changeSchema.omit({ before: true, after: true, patch: true, events: true })
export type ChangeRow = z.infer<typeof changeRowSchema>

export const changeListQuerySchema = z.object({
  kind: z.string().optional(),
  namespace: z.string().optional(),
  name: z.string().optional(),
  source: z.string().optional(),
  before: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
})
export type ChangeListQuery = z.infer<typeof changeListQuerySchema>

export const changeListSchema = z.object({ changes: z.array(changeRowSchema), next: z.string().nullable() })

/** `GET /api/changes/{id}`. */
export const changeDetailSchema = changeSchema.extend({ diff: diffSchema })
export type ChangeDetail = z.infer<typeof changeDetailSchema>

/** 409: the live object beside the error. */
export const conflictBodySchema = z.object({
  error: z.object({ code: z.string(), message: z.string(), field: z.string().optional() }),
  live: z.json().nullable(),
})
