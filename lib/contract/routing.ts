import { z } from 'zod'
import { sequence } from '../domain/changes/sequence.ts'
import { routeTemplates } from '../domain/routing/create-routing.ts'
import { destinationSchema } from '../domain/routing/virtual-service.ts'
import { owner } from './config.ts'
import { namespaceName, objectName } from '../domain/model/names.ts'
import { namespaceList } from './query-parameters.ts'
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
  kind: z.enum(['service', 'external', 'missing']),
  subset: z.discriminatedUnion('type', [
    z.object({ type: z.literal('none') }),
    z.object({
      type: z.literal('defined'),
      destinationRule: z.string(),
      labels: z.record(z.string(), z.string()).readonly(),
    }),
    z.object({ type: z.literal('undefined'), destinationRules: z.array(z.string()).readonly() }),
  ]),
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
  /** What is split: whole connections by tcp and tls rules. */
  unit: z.enum(['requests', 'connections']),
  /** Requests (or new connections) per second at this rule's destinations, those of the rules in `sharedWith` included. */
  rps: z.number().nullable(),
  /** Rules with a destination in common: metrics say where a request went, not by which rule, so they can't be told apart. */
  sharedWith: z.array(z.string()),
  slices: z.array(routingSlice),
  /** A change of this rule that is still being verified. */
  pendingChange: z.string().nullable(),
})
export type RoutingRule = z.infer<typeof routingRule>

/** `GET /api/routing/{namespace}/{name}`: what the routing page shows of one VirtualService. */
export const routingView = z.object({
  type: z.literal('virtual-service'),
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
  /** Whether the console's account and the person asking may change the object. */
  permission: z.discriminatedUnion('type', [
    z.object({ type: z.literal('allowed') }),
    z.object({ type: z.literal('denied'), reason: z.string() }),
    z.object({ type: z.literal('unknown'), reason: z.string() }),
  ]),
  callers: z.array(z.string()),
  /** PromQL behind the rates and the observed shares. */
  query: z.string(),
  degraded: z.array(sourceFailure),
})
export type RoutingView = z.infer<typeof routingView>

/** The same for a service that no VirtualService names: requests go to all of its ready pods alike. */
export const unroutedView = z.object({
  type: z.literal('no-virtual-service'),
  at: z.number(),
  namespace: z.string(),
  name: z.string(),
  versions: z.array(
    z.object({ workload: z.string(), version: z.string().nullable(), readyPods: z.int(), pods: z.int() }),
  ),
})
export type UnroutedView = z.infer<typeof unroutedView>

export const routingAnswer = z.discriminatedUnion('type', [routingView, unroutedView])
export type RoutingAnswer = z.infer<typeof routingAnswer>

export const routingParameters = z.object({ namespace: namespaceName, name: objectName })

export const sharesQuery = z.object({
  rule: z.string(),
  /** Unix seconds. */
  from: z.coerce.number().min(0),
  to: z.coerce.number().min(0).optional(),
})
export type SharesQuery = z.infer<typeof sharesQuery>

/** `GET /api/routing/{namespace}/{name}/shares`: the observed split over time, in steps of `stepSeconds`. */
export const sharesAnswer = z.object({
  stepSeconds: z.number(),
  windowSeconds: z.number(),
  names: z.array(z.string()),
  points: z.array(
    z.object({
      time: z.number(),
      n: z.int(),
      shares: z.array(z.object({ share: ratio, low: ratio, high: ratio }).nullable()).readonly(),
    }),
  ),
})
export type SharesAnswer = z.infer<typeof sharesAnswer>

export const routingListQuery = z.object({ namespaces: namespaceList.default([]) })
export type RoutingListQuery = z.infer<typeof routingListQuery>

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
export type RoutingList = z.infer<typeof routingList>

/** Body of `POST /api/routing/{namespace}/{name}/setup`: a route for a service that has none. */
export const setupRequest = z.strictObject({
  template: z.enum(routeTemplates),
  version: z.string().min(1).max(253),
  dryRun: z.boolean().default(false),
})
export type SetupRequest = z.infer<typeof setupRequest>

/** Body of `POST /api/routing/{namespace}/{name}/removal`. */
export const removalRequest = z.strictObject({ dryRun: z.boolean().default(false) })

/** Several writes in order; `id` is null for a dry run, which writes nothing. */
export const sequenceView = sequence.extend({ id: z.string().nullable() })
export type SequenceView = z.infer<typeof sequenceView>
