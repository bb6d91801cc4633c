import { parse } from 'yaml'
import { z } from 'zod'
import { durationMs } from '../../../lib/domain/istio/primitives.ts'
import { retries } from '../../../lib/domain/istio/http-rule.ts'
import { localityLbSetting, trafficPolicy } from '../../../lib/domain/istio/traffic-policy.ts'
import type { MeshObjects } from '../ingest/parse-objects.ts'

const duration = z.string().refine((text) => durationMs(text) !== undefined, 'must be a duration such as 10s')

/** The settings of MeshConfig that the control plane follows, with Istio's defaults except where a comment says so. */
const schema = z.object({
  trustDomain: z.string().default('cluster.local'),
  trustDomainAliases: z.array(z.string()).default([]),
  rootNamespace: z.string().default('istio-system'),
  outboundTrafficPolicy: z
    .object({ mode: z.enum(['ALLOW_ANY', 'REGISTRY_ONLY']).default('ALLOW_ANY') })
    .default({ mode: 'ALLOW_ANY' }),
  /** Istio's default is none; here the proxies' output is the only log there is. */
  accessLogFile: z.string().default('/dev/stdout'),
  enableAutoMtls: z.boolean().default(true),
  enableTracing: z.boolean().default(true),
  connectTimeout: duration.default('10s'),
  defaultHttpRetryPolicy: retries.optional(),
  defaultTrafficPolicy: trafficPolicy.optional(),
  localityLbSetting: localityLbSetting.optional(),
  defaultServiceExportTo: z.array(z.string()).default(['*']),
  defaultVirtualServiceExportTo: z.array(z.string()).default(['*']),
  defaultDestinationRuleExportTo: z.array(z.string()).default(['*']),
  pathNormalization: z
    .object({
      normalization: z
        .enum(['DEFAULT', 'NONE', 'BASE', 'MERGE_SLASHES', 'DECODE_AND_MERGE_SLASHES'])
        .default('DEFAULT'),
    })
    .default({ normalization: 'DEFAULT' }),
  defaultConfig: z
    .object({
      // Istio's default is 1 %; one machine's traffic is small enough to trace all of it.
      tracing: z.object({ sampling: z.number().min(0).max(100).default(100) }).default({ sampling: 100 }),
    })
    .default({ tracing: { sampling: 100 } }),
})
export type MeshConfig = z.infer<typeof schema>

export interface MeshConfigResult {
  readonly config: MeshConfig
  readonly problem?: string
}

/**
 * MeshConfig from ConfigMap `istio` in `istio-system` (`data.mesh`). When it can't be read, the last good settings stay
 * (a typing error must not change the trust domain of a running mesh), and the problem is named.
 */
export function meshConfigOf(objects: MeshObjects, lastGood: MeshConfig = schema.parse({})): MeshConfigResult {
  const map = objects.byKind.ConfigMap.find(
    ({ metadata }) => metadata.namespace === 'istio-system' && metadata.name === 'istio',
  )
  const text = map?.data?.['mesh']
  if (text === undefined) return { config: schema.parse({}) }
  try {
    const parsed = schema.safeParse(parse(text) ?? {})
    if (parsed.success) return { config: parsed.data }
    const [issue] = parsed.error.issues
    return {
      config: lastGood,
      problem: `data.mesh.${issue?.path.map(String).join('.') ?? ''}: ${issue?.message ?? ''}`,
    }
  } catch (error) {
    return { config: lastGood, problem: `data.mesh is not YAML: ${String(error)}` }
  }
}
