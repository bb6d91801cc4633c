import { z } from 'zod'

/** Something the console is connected to; the version is null while it can't be read. */
export const connection = z.object({ name: z.string(), version: z.string().nullable(), reachable: z.boolean() })

/** GET /api/about */
export const aboutResponse = z.object({
  name: z.literal('Heddle'),
  version: z.string(),
  connections: z.array(connection),
  user: z.object({ subject: z.string(), kind: z.enum(['token', 'session', 'embed']), canWrite: z.boolean() }),
  scrapeIntervalSeconds: z.number().nullable(),
})
export type AboutResponse = z.infer<typeof aboutResponse>
