import { z } from 'zod'

const port = (fallback: number) => z.coerce.number().int().min(1).max(65535).default(fallback)

/** The environment that every process of the bundled mesh reads; `bin/heddle up` sets it for its children. */
const schema = z.object({
  HEDDLE_DIR: z.string().min(1),
  HEDDLE_CLUSTER_API_PORT: port(6443),
  HEDDLE_PROMETHEUS_PORT: port(9090),
  HEDDLE_TRACING_PORT: port(16686),
  HEDDLE_OTLP_GRPC_PORT: port(4317),
  HEDDLE_OTLP_HTTP_PORT: port(4318),
  HEDDLE_INGRESS_PORT: port(8080),
  HEDDLE_XDS_PORT: port(15010),
  HEDDLE_SECURE_XDS_PORT: port(15012),
  HEDDLE_DEBUG_PORT: port(15014),
  HEDDLE_ACCESS_LOG_PORT: port(15011),
  HEDDLE_TRAFFIC_PORT: port(15016),
  /** Where the host outside the mesh listens, in scenarios that have one. */
  HEDDLE_EXTERNAL_PORT: port(15017),
  /** Where a real Jaeger tells its own metrics; the bundled store tells them on its query port. */
  HEDDLE_JAEGER_ADMIN_PORT: port(14269),
  /** auto: a real Jaeger where one is found, else the bundled store. */
  HEDDLE_TRACE_STORE: z.enum(['auto', 'jaeger', 'bundled']).default('auto'),
  /** Second octet of the pods' 127.x.0.0/16, so that two meshes on one machine never meet. */
  HEDDLE_POD_NETWORK: z.coerce.number().int().min(16).max(250).default(16),
  ENVOY_BIN: z.string().optional(),
  PROMETHEUS_BIN: z.string().optional(),
  PYTHON_BIN: z.string().default('python3'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
})

export type MeshSettings = z.infer<typeof schema>

/**
 * Parses the settings of a mesh process from its environment.
 * @throws Error with one sentence that names the variable and what is allowed
 */
export function readMeshSettings(env: Record<string, string | undefined>): MeshSettings {
  const parsed = schema.safeParse(env)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const name = String(issue?.path[0] ?? 'environment')
  throw new Error(`${name} is ${JSON.stringify(env[name] ?? '')}: ${issue?.message ?? 'not understood'}`)
}
