import { z } from 'zod'
import { namespaceName, objectName } from '../domain/model/names.ts'
import { instant } from './query-parameters.ts'

/** GET /api/route-in-force: how requests to a service were split at a moment. `host` is `SERVICE` or longer. */
export const routeInForceRequest = z.object({ namespace: namespaceName, host: objectName, at: instant })
export type RouteInForceRequest = z.infer<typeof routeInForceRequest>

export const routeRule = z.object({
  name: z.string(),
  destinations: z.array(z.object({ host: z.string(), subset: z.string().nullable(), weight: z.number().nullable() })),
})

/**
 * `basis` says how it is known: from the change before that moment, from the one after it, from the object as it is now
 * (nothing changed since that the ledger knows), or not at all. `routes` is null without a VirtualService of that host.
 */
export const routeInForceResponse = z.object({
  object: z.object({ namespace: z.string(), name: z.string() }).nullable(),
  rules: z.array(routeRule),
  basis: z.enum(['change-before', 'change-after', 'live', 'none']),
  changeId: z.string().nullable(),
})
export type RouteInForceResponse = z.infer<typeof routeInForceResponse>
