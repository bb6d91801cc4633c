import { z } from 'zod'

/** A source that could not be asked: what is missing, since when, in one sentence. Times are RFC 3339. */
export const sourceFailure = z.object({
  source: z.enum(['prometheus', 'kubernetes', 'control-plane', 'traces', 'logs', 'ledger']),
  message: z.string(),
  since: z.iso.datetime().nullable(),
})
export type SourceFailure = z.infer<typeof sourceFailure>

/** The query behind a number: what was asked, over how long, of whom, and how many series answered. */
export const evidence = z.object({
  name: z.string(),
  query: z.string(),
  windowSeconds: z.number(),
  reporter: z.enum(['destination', 'source', 'both']),
  samples: z.number().int().nonnegative(),
})
export type Evidence = z.infer<typeof evidence>
