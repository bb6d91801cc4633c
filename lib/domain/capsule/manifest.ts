import { z } from 'zod'

/** The form of the file that this console writes and reads. */
export const CAPSULE_FORMAT = 1
/** A larger file is neither written nor opened. */
export const MAX_CAPSULE_BYTES = 50 * 1_048_576
/** A file that unpacks to more is refused, however small it is. */
export const MAX_UNPACKED_BYTES = 400 * 1_048_576
export const MAX_NOTES = 20_000
/** The longest time that one capsule holds, in seconds. */
export const MAX_RANGE_SECONDS = 6 * 3_600

export const capsuleParts = ['metrics', 'traces', 'logs', 'configuration', 'proxies', 'changes'] as const
export type CapsulePart = (typeof capsuleParts)[number]

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const seconds = z.number().min(0).max(1e11)

/** How a source was when it was asked for the capsule. */
const sourceAtMaking = z.strictObject({
  source: z.string().max(100),
  state: z.enum(['ready', 'failing', 'unused']),
  ageSeconds: z.number().nullable(),
  sentence: z.string().max(2_000),
})

/** What a capsule says of itself. Times in Unix seconds. */
export const capsuleManifest = z.strictObject({
  format: z.literal(CAPSULE_FORMAT),
  product: z.string().max(100),
  madeAt: z.iso.datetime(),
  by: z.string().max(500),
  from: seconds,
  to: seconds,
  /** Empty is all that the maker may see. */
  namespaces: z.array(z.string().max(253)).max(10_000),
  notes: z.string().max(MAX_NOTES),
  /** What was frozen; a part that is named here and has no records was empty. */
  frozen: z.array(z.enum(capsuleParts)).max(capsuleParts.length),
  parts: z
    .array(
      z.strictObject({
        name: z.enum(capsuleParts),
        records: z.number().int().min(0),
        bytes: z.number().int().min(0),
        sha256,
      }),
    )
    .max(capsuleParts.length),
  sources: z.array(sourceAtMaking).max(20),
  /** One sentence for each limit that was hit or source that did not answer. */
  limits: z.array(z.string().max(2_000)).max(200),
  masked: z.number().int().min(0),
})
export type CapsuleManifest = z.infer<typeof capsuleManifest>
