import { z } from 'zod'
import { capsuleParts, MAX_NOTES, MAX_RANGE_SECONDS } from '../domain/capsule/manifest.ts'
import { namespaceName } from '../domain/model/names.ts'
import { instant, namespaceList } from './query-parameters.ts'

const range = { from: instant, to: instant }
const isRising = ({ from, to }: { from: number; to: number }) => to > from
const isShort = ({ from, to }: { from: number; to: number }) => to - from <= MAX_RANGE_SECONDS
const risingMessage = 'must be later than from'
const shortMessage = `must be at most ${MAX_RANGE_SECONDS / 3_600} hours after from`

const parts = z.array(z.enum(capsuleParts)).min(1, 'must name at least one part')

/** POST /api/capsule: what to freeze. No namespaces means all that the asker may see. Answers the file. */
export const capsuleRequest = z
  .strictObject({
    ...range,
    namespaces: z.array(namespaceName).max(200).default([]),
    parts: parts.default([...capsuleParts]),
    notes: z.string().max(MAX_NOTES, `must have at most ${MAX_NOTES} characters`).default(''),
  })
  .refine(isRising, { path: ['to'], message: risingMessage })
  .refine(isShort, { path: ['to'], message: shortMessage })
export type CapsuleRequest = z.infer<typeof capsuleRequest>

/** GET /api/capsule: how large a capsule would become. */
export const capsuleEstimateRequest = z
  .object({ ...range, namespaces: namespaceList.default([]) })
  .refine(isRising, { path: ['to'], message: risingMessage })
  .refine(isShort, { path: ['to'], message: shortMessage })
export type CapsuleEstimateRequest = z.infer<typeof capsuleEstimateRequest>

/** What an opened capsule says of itself; times in Unix seconds. */
export const capsuleView = z.object({
  file: z.string(),
  sha256: z.string(),
  product: z.string(),
  madeAt: z.iso.datetime(),
  by: z.string(),
  from: z.number(),
  to: z.number(),
  /** Empty is all that its maker could see. */
  namespaces: z.array(z.string()),
  notes: z.string(),
  frozen: z.array(z.enum(capsuleParts)),
  limits: z.array(z.string()),
  masked: z.number().int(),
})
export type CapsuleView = z.infer<typeof capsuleView>

/** Estimated bytes of the file by part, and what they are made of in words; null where a source does not answer. */
export const capsuleEstimate = z.object({
  parts: z.array(z.object({ name: z.enum(capsuleParts), bytes: z.number().nullable(), detail: z.string() })),
  limitBytes: z.number(),
})
export type CapsuleEstimate = z.infer<typeof capsuleEstimate>
