import { z } from 'zod'
import { capsuleView } from './capsule.ts'

/** Something the console is connected to; the version is null while it can't be read. */
export const connection = z.object({ name: z.string(), version: z.string().nullable(), reachable: z.boolean() })

/** GET /api/about */
export const aboutResponse = z.object({
  name: z.literal('Heddle'),
  version: z.string(),
  connections: z.array(connection),
  /** What runs this console: its runtime and its ledger's database. */
  runtime: z.object({ node: z.string(), ledger: z.string().nullable() }),
  /** Envoy versions of the connected proxies, the most frequent first; null where the control plane does not tell. */
  proxies: z.array(z.object({ version: z.string(), count: z.number().int() })).nullable(),
  links: z.object({ grafana: z.string().nullable(), tracing: z.string().nullable() }),
  user: z.object({ subject: z.string(), kind: z.enum(['token', 'session', 'embed']), canWrite: z.boolean() }),
  /** The capsule that this console has opened; null for a console of a live mesh. */
  capsule: capsuleView.nullable().default(null),
  scrapeIntervalSeconds: z.number().nullable(),
  /** Labels that a graph may be aggregated by (`aggregate` of GET /api/graph). */
  aggregateLabels: z.array(z.string()),
})
export type AboutResponse = z.infer<typeof aboutResponse>
