import { z } from 'zod'
import { certificateStates } from '../domain/mesh-facts/certificate-state.ts'
import { windowSeconds } from './query-parameters.ts'
import { certificateFacts } from './proxies.ts'
import { evidence, sourceFailure } from './source-failure.ts'

const time = z.iso.datetime().nullable()
const amount = z.number().nullable()
const named = z.object({ namespace: z.string(), name: z.string() })

export const mtlsMode = z.object({
  mode: z.enum(['STRICT', 'PERMISSIVE', 'DISABLE']),
  from: z.enum(['namespace', 'mesh', 'default']),
  policy: named.nullable(),
  exceptions: z.number().int().nonnegative(),
})
export type MtlsMode = z.infer<typeof mtlsMode>

export const meshSetting = z.object({
  path: z.string(),
  meaning: z.string(),
  value: z.string(),
  standard: z.string().nullable(),
  differs: z.boolean(),
})
export type MeshSetting = z.infer<typeof meshSetting>

const course = z.object({ values: z.array(amount), total: amount })

/** The console by its own metrics, over at most the last hour; null where nothing happened. */
export const consoleHealth = z.object({
  times: z.array(z.number()),
  apiP95Ms: course,
  graphP50Ms: course,
  cacheHitRatio: course,
  queriesPerSecond: course,
  queryFailures: course,
  queries: z.number(),
  memoryBytes: course,
})
export type ConsoleHealth = z.infer<typeof consoleHealth>

/** GET /api/mesh: what the mesh is made of and how it is set. Null is what nobody tells. */
export const meshResponse = z.object({
  at: z.number(),
  degraded: z.array(sourceFailure),
  clusters: z.array(
    z.object({
      name: z.string(),
      version: z.string().nullable(),
      proxies: z.number().int(),
      namespaces: z.number().int(),
    }),
  ),
  mtls: z.object({
    mesh: mtlsMode,
    namespaces: z.array(mtlsMode.extend({ namespace: z.string(), proxies: z.number().int() })),
  }),
  /** Null where the ConfigMap can't be read; `problem` says that it is no YAML. */
  settings: z
    .object({ source: z.string(), found: z.boolean(), problem: z.string().nullable(), items: z.array(meshSetting) })
    .nullable(),
  prometheus: z
    .object({
      targets: z.number().int(),
      down: z.array(z.object({ job: z.string(), instance: z.string(), error: z.string(), lastScrapeAt: time })),
      retention: z.string().nullable(),
      scrapeIntervalSeconds: amount,
    })
    .nullable(),
  traces: z.object({ configured: z.boolean(), samplingPercent: amount }),
  ledger: z
    .object({
      engine: z.enum(['sqlite', 'postgres']),
      version: z.string().nullable(),
      entries: z.number().int(),
      oldestAt: z.string().nullable(),
      bytes: amount,
    })
    .nullable(),
  links: z.object({ grafana: z.string().nullable(), tracing: z.string().nullable() }),
  console: consoleHealth,
})
export type MeshResponse = z.infer<typeof meshResponse>

export const propagationRequest = z.object({ window: windowSeconds.default(3_600) })
export type PropagationRequest = z.infer<typeof propagationRequest>

/** Rates are per second, by resource type. */
const byType = z.record(z.string(), z.number())

/** GET /api/mesh/propagation: how long a change takes until a proxy acknowledges it, and what was pushed. Seconds. */
export const propagationResponse = z.object({
  windowSeconds: z.number(),
  degraded: z.array(sourceFailure),
  bars: z.array(z.object({ from: z.number(), to: amount, count: z.number() })),
  count: z.number(),
  p50: amount,
  p99: amount,
  pushes: byType,
  rejects: byType,
  instances: z.array(
    z.object({
      instance: z.string(),
      version: z.string().nullable(),
      proxies: amount,
      p99: amount,
      cpuCores: amount,
      memoryBytes: amount,
      startedAt: time,
    }),
  ),
  evidence: z.array(evidence),
})
export type PropagationResponse = z.infer<typeof propagationResponse>

const certificateState = z.enum(certificateStates)

/** GET /api/mesh/certificates: worst first. */
export const certificatesResponse = z.object({
  at: z.number(),
  degraded: z.array(sourceFailure),
  workloads: z.array(
    z.object({
      pod: z.string(),
      namespace: z.string(),
      workload: z.string().nullable(),
      state: certificateState,
      certificate: certificateFacts,
      renewsAt: time,
      failure: z.object({ message: z.string(), at: time }).nullable(),
    }),
  ),
  /** Authorities that proxies trust or that the mesh publishes; `proxies` counts those that trust it. */
  roots: z.array(
    z.object({
      state: certificateState,
      certificate: certificateFacts,
      proxies: z.number().int(),
      published: z.boolean(),
    }),
  ),
  /** Proxies whose control plane does not tell of their certificate (istiod does not). */
  notReported: z.number().int(),
  /** Proxies that were not asked, to keep a look at a large mesh cheap. */
  notAsked: z.number().int(),
})
export type CertificatesResponse = z.infer<typeof certificatesResponse>
