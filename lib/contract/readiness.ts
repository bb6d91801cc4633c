import { z } from 'zod'

/** GET /api/healthz: the process lives. */
export const healthzResponse = z.object({ status: z.literal('ok') })

/** State of one source as the console sees it; `circuit` open means that it is asked only now and then. */
export const sourceState = z.object({
  source: z.string(),
  state: z.enum(['ready', 'failing', 'unused']),
  circuit: z.enum(['closed', 'open', 'half-open']),
  message: z.string().nullable(),
  /** The state in one sentence, whatever it is. */
  sentence: z.string(),
  /** Since when the source is in this state, as far as this console has seen it. */
  since: z.iso.datetime().nullable(),
  /** Seconds since the last good answer; null before the first. */
  ageSeconds: z.number().nullable(),
})
export type SourceState = z.infer<typeof sourceState>

/** GET /api/readyz: answers 200 as long as the console can serve, whatever its sources do. */
export const readyzResponse = z.object({ status: z.enum(['ready', 'degraded']), sources: z.array(sourceState) })
export type ReadyzResponse = z.infer<typeof readyzResponse>
