import { z } from 'zod'
import { sourceFailure } from './source-failure.ts'

const labels = z.record(z.string(), z.string()).readonly()
const objectName = z.object({ namespace: z.string(), name: z.string() })
const milliseconds = z.number().nonnegative().nullable()
const mode = z.enum(['STRICT', 'PERMISSIVE', 'DISABLE'])

/** One service called by another; ends are full hosts, or names of what has none. */
export const serviceCall = z.object({
  caller: z.string(),
  callee: z.string(),
  byGateway: z.boolean(),
  isRequests: z.boolean(),
  p99Ms: milliseconds,
})

/** Timeout and retries of one rule, see `lib/domain/routing/guided/retry-path.ts`. */
export const retryRule = z.object({
  object: z.string(),
  rule: z.string(),
  inMesh: z.boolean(),
  onGateways: z.boolean(),
  hosts: z.array(z.string()).readonly(),
  destinations: z.array(z.string()).readonly(),
  timeoutMs: milliseconds,
  retries: z.int().min(0),
  isDefaultRetries: z.boolean(),
  perTryMs: milliseconds,
})

/** `GET /api/routing/{namespace}/{name}/guided`: what guided edits must know beside the objects that they change. */
export const guidedFacts = z.object({
  at: z.number(),
  virtualService: objectName.nullable(),
  /** The service that policies are for; null where the VirtualService sends nothing to a service of the cluster. */
  service: objectName.extend({ host: z.string(), selector: labels }).nullable(),
  /** DestinationRules for the service, the one that guided edits change first; none is made until one of them needs it. */
  destinationRules: z.array(objectName.extend({ object: z.record(z.string(), z.json()) })),
  pods: z.array(z.object({ labels, ready: z.boolean() })),
  /** Where requests can be sent, with the subsets that are defined. */
  hosts: z.array(z.object({ name: z.string(), host: z.string(), subsets: z.array(z.string()).readonly() })),
  uses: z.array(z.object({ subset: z.string(), object: z.string(), rule: z.string() })),
  routes: z.array(retryRule),
  calls: z.array(serviceCall),
  /** Who calls the service, and how its pods see them. */
  callers: z.array(
    z.object({
      name: z.string(),
      state: z.enum(['mutual', 'partial', 'plain', 'unknown']),
      rps: z.number().nonnegative().nullable(),
    }),
  ),
  /** The mTLS mode of the service's pods; null where it has none. */
  mtls: z
    .object({ mode, from: z.enum(['workload', 'namespace', 'mesh', 'default']), policy: objectName.nullable() })
    .nullable(),
  degraded: z.array(sourceFailure),
})
export type GuidedFacts = z.infer<typeof guidedFacts>
