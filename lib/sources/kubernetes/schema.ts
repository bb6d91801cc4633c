import { z } from 'zod'
import { kubernetesObject } from '../../domain/kubernetes/object.ts'

/** A page of a list; items of built-in kinds come without kind and apiVersion. */
export const listAnswer = z.looseObject({
  metadata: z.looseObject({ resourceVersion: z.string(), continue: z.string().optional() }),
  items: z.array(z.looseObject({ metadata: kubernetesObject.shape.metadata })),
})

/** One line of a watch. */
export const watchLine = z.discriminatedUnion('type', [
  z.object({ type: z.enum(['ADDED', 'MODIFIED', 'DELETED']), object: kubernetesObject }),
  z.object({
    type: z.literal('BOOKMARK'),
    object: z.looseObject({ metadata: z.looseObject({ resourceVersion: z.string() }) }),
  }),
  z.object({ type: z.literal('ERROR'), object: z.looseObject({ code: z.number().optional() }) }),
])

/** What the API server says when it refuses. */
export const statusAnswer = z.looseObject({
  kind: z.literal('Status'),
  message: z.string().optional(),
  reason: z.string().optional(),
  code: z.number().optional(),
  details: z
    .looseObject({
      causes: z.array(z.looseObject({ field: z.string().optional(), message: z.string().optional() })).optional(),
    })
    .optional(),
})

export const versionAnswer = z.looseObject({ gitVersion: z.string() })
export const accessReviewAnswer = z.looseObject({ status: z.looseObject({ allowed: z.boolean() }) })

export const configMapAnswer = z.looseObject({ data: z.record(z.string(), z.string()).optional() })
