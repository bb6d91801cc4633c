import { z } from 'zod'

/** The rule that made a part of Envoy's configuration, by the names of the cluster. */
export const ruleLink = z.object({ kind: z.string(), namespace: z.string(), name: z.string() })
export type RuleLink = z.infer<typeof ruleLink>

/** What a proxy makes of a resource: it works with it, or refused its newest version. */
export const entryState = z.enum(['active', 'warming', 'draining', 'refused'])
export type EntryState = z.infer<typeof entryState>

const entry = {
  state: entryState,
  rules: z.array(ruleLink),
  /** The namespace that a row speaks of; null where it names none. */
  namespace: z.string().nullable(),
}

/** One filter chain of a listener. */
export const listenerRow = z.object({
  ...entry,
  listener: z.string(),
  address: z.string(),
  port: z.number().nullable(),
  direction: z.enum(['inbound', 'outbound', 'unspecified']),
  match: z.string(),
  protocol: z.enum(['http', 'tcp', 'other']),
  /** `route` names a route configuration, `cluster` a cluster, `inline` routes of its own. */
  to: z.object({ kind: z.enum(['route', 'cluster', 'inline', 'none']), name: z.string() }),
})
export type ListenerRow = z.infer<typeof listenerRow>

export const routeRow = z.object({
  ...entry,
  config: z.string(),
  virtualHost: z.string(),
  domains: z.array(z.string()),
  name: z.string(),
  match: z.string(),
  action: z.string(),
  targets: z.array(z.object({ cluster: z.string(), weight: z.number().nullable() })),
  timeout: z.string().nullable(),
  retries: z.number().nullable(),
})
export type RouteRow = z.infer<typeof routeRow>

export const clusterRow = z.object({
  ...entry,
  name: z.string(),
  direction: z.enum(['inbound', 'outbound', 'other']),
  host: z.string(),
  port: z.number().nullable(),
  subset: z.string().nullable(),
  type: z.string(),
  balancing: z.string(),
  tls: z.enum(['mutual', 'tls', 'none']),
  connectTimeout: z.string().nullable(),
})
export type ClusterRow = z.infer<typeof clusterRow>

export const endpointRow = z.object({
  ...entry,
  cluster: z.string(),
  address: z.string(),
  health: z.string(),
  locality: z.string(),
  weight: z.number().nullable(),
  workload: z.string().nullable(),
  tls: z.boolean(),
})
export type EndpointRow = z.infer<typeof endpointRow>

export const bootstrapFact = z.object({ name: z.string(), value: z.string() })
export type BootstrapFact = z.infer<typeof bootstrapFact>

/** A part of the configuration that the proxy refused, beside what it works with instead. */
export interface Refusal {
  readonly type: 'lds' | 'cds' | 'rds' | 'eds' | 'sds'
  readonly name: string
  readonly message: string
  /** RFC 3339, empty where it is not told. */
  readonly at: string
  readonly inForce: unknown
  readonly refused: unknown
}
