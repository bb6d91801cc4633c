import { z } from 'zod'
import type { DestinationRuleFacts, PodFacts, ServiceFacts } from './targets.ts'

const labels = z.record(z.string(), z.string())
const metadata = z.looseObject({ name: z.string(), namespace: z.string(), labels: labels.optional() })

const service = z.looseObject({
  metadata,
  spec: z
    .looseObject({ selector: labels.optional(), ports: z.array(z.looseObject({ port: z.int() })).optional() })
    .optional(),
})

const pod = z.looseObject({
  metadata: metadata.extend({
    deletionTimestamp: z.string().nullish(),
    ownerReferences: z
      .array(z.looseObject({ kind: z.string(), name: z.string(), controller: z.boolean().optional() }))
      .optional(),
  }),
  spec: z
    .looseObject({ containers: z.array(z.looseObject({ name: z.string(), image: z.string().optional() })) })
    .optional(),
  status: z
    .looseObject({
      startTime: z.string().optional(),
      conditions: z.array(z.looseObject({ type: z.string(), status: z.string() })).optional(),
    })
    .optional(),
})

const destinationRule = z.looseObject({
  metadata,
  spec: z.looseObject({
    host: z.string(),
    subsets: z.array(z.looseObject({ name: z.string(), labels: labels.optional() })).optional(),
    trafficPolicy: z
      .looseObject({ loadBalancer: z.looseObject({ consistentHash: z.unknown() }).partial().optional() })
      .optional(),
  }),
})

const serviceEntry = z.looseObject({ spec: z.looseObject({ hosts: z.array(z.string()).optional() }) })

/** A Service as routing reads it; null when the object is not one. */
export function serviceFacts(object: unknown): ServiceFacts | null {
  const parsed = service.safeParse(object)
  if (!parsed.success) return null
  const { metadata: meta, spec } = parsed.data
  return { namespace: meta.namespace, name: meta.name, selector: spec?.selector ?? {} }
}

/** A pod as routing reads it; a terminating one is not ready. The app's image is that of its first own container. */
export function podFacts(object: unknown): PodFacts | null {
  const parsed = pod.safeParse(object)
  if (!parsed.success) return null
  const { metadata: meta, spec, status } = parsed.data
  const isReady = status?.conditions?.some(({ type, status: value }) => type === 'Ready' && value === 'True') ?? false
  return {
    namespace: meta.namespace,
    name: meta.name,
    labels: meta.labels ?? {},
    ready: isReady && (meta.deletionTimestamp ?? null) === null,
    workload: workloadOf(meta),
    image: spec?.containers.find(({ name }) => name !== 'istio-proxy')?.image ?? null,
    startedAt: status?.startTime ?? null,
  }
}

/** A DestinationRule as routing reads it. */
export function destinationRuleFacts(object: unknown): DestinationRuleFacts | null {
  const parsed = destinationRule.safeParse(object)
  if (!parsed.success) return null
  const { metadata: meta, spec } = parsed.data
  return {
    namespace: meta.namespace,
    name: meta.name,
    host: spec.host,
    subsets: (spec.subsets ?? []).map((subset) => ({ name: subset.name, labels: subset.labels ?? {} })),
    sticky: spec.trafficPolicy?.loadBalancer?.consistentHash !== undefined,
  }
}

/** Hosts of a ServiceEntry. */
export function externalHosts(object: unknown): readonly string[] {
  const parsed = serviceEntry.safeParse(object)
  return parsed.success ? (parsed.data.spec.hosts ?? []) : []
}

/** A Deployment's pods belong to a ReplicaSet named after it and the hash in their labels. */
function workloadOf(meta: z.infer<typeof pod>['metadata']): string | null {
  const owner = meta.ownerReferences?.find(({ controller }) => controller === true) ?? meta.ownerReferences?.[0]
  if (!owner) return null
  const hash = meta.labels?.['pod-template-hash']
  const isReplica = owner.kind === 'ReplicaSet' && hash !== undefined && owner.name.endsWith(`-${hash}`)
  return isReplica ? owner.name.slice(0, -hash.length - 1) : owner.name
}
