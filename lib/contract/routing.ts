import { z } from 'zod'
import { destinationSchema } from '../domain/routing/virtual-service.ts'
import { checkSchema, ownerSchema } from './changes.ts'

const share = z.number().min(0).max(1)

/** The share a destination got over `windowSeconds`, with its 95 % interval; null without requests. */
export const observedShareSchema = z.object({ share, low: share, high: share, n: z.int() })

export const routingSliceSchema = z.object({
  destination: destinationSchema,
  name: z.string(),
  host: z.string(),
  weight: z.int().nullable(),
  effective: z.int(),
  subset: z.enum(['none', 'defined', 'undefined']),
  sticky: z.boolean(),
  workloads: z.array(z.string()),
  readyPods: z.int(),
  pods: z.int(),
  image: z.string().nullable(),
  startedAt: z.string().nullable(),
  rps: z.number().nullable(),
  observed: observedShareSchema.nullable(),
})
export type RoutingSlice = z.infer<typeof routingSliceSchema>

export const routingRuleSchema = z.object({
  reference: z.string(),
  protocol: z.enum(['http', 'tls', 'tcp']),
  index: z.int(),
  name: z.string().nullable(),
  match: z.array(z.string()).readonly(),
  action: z.string(),
  total: z.int(),
  mirror: z.string().nullable(),
  /** Requests per second at this rule's destinations: metrics do not tell rules with the same destinations apart. */
  rps: z.number().nullable(),
  slices: z.array(routingSliceSchema),
  checks: z.array(checkSchema),
})
export type RoutingRule = z.infer<typeof routingRuleSchema>

const degradedSchema = z.object({ source: z.string(), message: z.string(), since: z.string().nullable() })

/** `GET /api/routing/{namespace}/{name}`: what the routing page shows of one VirtualService. */
export const routingViewSchema = z.object({
  at: z.number(),
  windowSeconds: z.number(),
  apiVersion: z.string(),
  namespace: z.string(),
  name: z.string(),
  resourceVersion: z.string(),
  hosts: z.array(z.string()),
  gateways: z.array(z.string()),
  owner: ownerSchema,
  object: z.record(z.string(), z.json()),
  rules: z.array(routingRuleSchema),
  callers: z.array(z.string()),
  /** PromQL behind the rates and the observed shares. */
  query: z.string(),
  degraded: z.array(degradedSchema),
})
export type RoutingView = z.infer<typeof routingViewSchema>

export const routingListQuerySchema = z.object({
  namespaces: z
    .string()
    .optional()
    .transform((names) => (names === undefined || names === '' ? [] : names.split(','))),
})

export const routingRowSchema = z.object({
  namespace: z.string(),
  /** Name of the VirtualService; null where a service with several versions has none. */
  name: z.string().nullable(),
  service: z.string().nullable(),
  hosts: z.array(z.string()),
  rules: z.int(),
  splits: z.array(z.object({ rule: z.string(), slices: z.array(z.object({ name: z.string(), percent: z.number() })) })),
  owner: ownerSchema.nullable(),
  resourceVersion: z.string().nullable(),
})
export type RoutingRow = z.infer<typeof routingRowSchema>

/** `GET /api/routing`. */
export const routingListSchema = z.object({ rows: z.array(routingRowSchema), degraded: z.array(degradedSchema) })
