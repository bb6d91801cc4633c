import { z } from 'zod'
import { destinationSchema } from '../domain/routing/virtual-service.ts'
import { check } from './changes.ts'
import { owner } from './config.ts'
import { sourceFailure } from './source-failure.ts'

const ratio = z.number().min(0).max(1)

/** The share a destination got over `windowSeconds`, with its 95 % interval; null without requests. */
export const observedShare = z.object({ share: ratio, low: ratio, high: ratio, n: z.int() })

export const routingSlice = z.object({
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
  observed: observedShare.nullable(),
})
export type RoutingSlice = z.infer<typeof routingSlice>

export const routingRule = z.object({
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
  slices: z.array(routingSlice),
  checks: z.array(check),
})
export type RoutingRule = z.infer<typeof routingRule>

/** `GET /api/routing/{namespace}/{name}`: what the routing page shows of one VirtualService. */
export const routingView = z.object({
  at: z.number(),
  windowSeconds: z.number(),
  apiVersion: z.string(),
  namespace: z.string(),
  name: z.string(),
  resourceVersion: z.string(),
  hosts: z.array(z.string()),
  gateways: z.array(z.string()),
  owner: owner,
  object: z.record(z.string(), z.json()),
  rules: z.array(routingRule),
  callers: z.array(z.string()),
  /** PromQL behind the rates and the observed shares. */
  query: z.string(),
  degraded: z.array(sourceFailure),
})
export type RoutingView = z.infer<typeof routingView>

export const routingListQuery = z.object({
  namespaces: z
    .string()
    .optional()
    .transform((names) => (names === undefined || names === '' ? [] : names.split(','))),
})

export const routingRow = z.object({
  namespace: z.string(),
  /** Name of the VirtualService; null where a service with several versions has none. */
  name: z.string().nullable(),
  service: z.string().nullable(),
  hosts: z.array(z.string()),
  rules: z.int(),
  splits: z.array(z.object({ rule: z.string(), slices: z.array(z.object({ name: z.string(), percent: z.number() })) })),
  owner: owner.nullable(),
  resourceVersion: z.string().nullable(),
})
export type RoutingRow = z.infer<typeof routingRow>

/** `GET /api/routing`. */
export const routingList = z.object({ rows: z.array(routingRow), degraded: z.array(sourceFailure) })
