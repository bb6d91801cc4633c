import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { z } from 'zod'

const address = z.url({
  protocol: /^https?$/,
  error: 'must be an http or https address such as http://prometheus:9090',
})
const optionalAddress = z.union([z.literal('').transform(() => undefined), address]).optional()
const shortestToken = 24

/** Parts separated by commas; empty ones do not count. */
function parts(usual: string) {
  return z
    .string()
    .default(usual)
    .transform((text) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    )
}

const origins = parts('').pipe(
  z
    .array(
      z.string().refine(isExactOrigin, 'must be exact origins such as https://portal.example, separated by commas'),
    )
    .max(50),
)

const labelNames = parts('request_operation,response_code,source_version,destination_version').pipe(
  z
    .array(z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_]{0,127}$/, 'must be names of metric labels, separated by commas'))
    .max(20),
)

const schema = z.object({
  PROMETHEUS_URL: address,
  TRACING_URL: optionalAddress,
  /** What answers there: Jaeger's query API (Jaeger itself, the bundled store), or Grafana Tempo. */
  TRACING_KIND: z.enum(['jaeger', 'tempo'], { error: 'must be jaeger or tempo' }).default('jaeger'),
  /** Tempo's tenant, sent as X-Scope-OrgID. */
  TRACING_TENANT: z
    .string()
    .regex(/^[\w!.*'()-]{1,150}$/, 'must be the name of a tenant')
    .optional(),
  CONTROL_PLANE_URL: optionalAddress,
  OTEL_EXPORTER_OTLP_ENDPOINT: optionalAddress,
  /** Where people look at dashboards and traces: pages link there, the console never asks them. */
  GRAFANA_URL: optionalAddress,
  TRACING_UI_URL: optionalAddress,
  /** The file of a capsule: then the console shows what is in it and asks nobody. */
  HEDDLE_CAPSULE: z.string().min(1).optional(),
  KUBECONFIG: z.string().optional(),
  DATABASE_URL: z.string().optional(),
  HEDDLE_TOKEN: z.string().min(shortestToken, `must have at least ${shortestToken} characters`).max(500).optional(),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number({ error: 'must be a port from 1 to 65535' }).int().min(1).max(65535).default(3000),
  HEDDLE_DATA: z.string().min(1).default('.heddle/console'),
  HEDDLE_FRAME_ANCESTORS: origins,
  /** Labels of Istio's metrics, added by the mesh's operators or its own, that a graph may be aggregated by. */
  HEDDLE_AGGREGATE_LABELS: labelNames,
  /** Host names beside HOST and the loopback names under which the console may be asked. */
  HEDDLE_HOSTS: parts('').transform((hosts) => hosts.map((host) => host.toLowerCase())),
})

/** What the console is told from outside, parsed once. */
export type ServerEnv = Omit<z.infer<typeof schema>, 'HEDDLE_TOKEN'> & {
  HEDDLE_TOKEN: string
  tokenIsGenerated: boolean
}

type Variables = Readonly<Record<string, string | undefined>>

/** A capsule's console has no source to ask. */
const offline: Variables = { PROMETHEUS_URL: 'http://capsule.invalid' }

const ownNames = new Set(Object.keys(schema.shape))
/** Variables of the bundled mesh that its console inherits and does not read. */
const meshNames =
  /^HEDDLE_(DIR|TOOLS|REPO|DIST_DIR|REPORT|STATE|POD_NETWORK|[A-Z_]+_PORT|TRAFFIC_(RPS|HOST|PATH)|TRACE_STORE|TRACES_MAX_(HOURS|MB)|CERT_TTL_SECONDS|FUZZ_RUNS)$/
const weakTokens = /^(.)\1+$|^(heddle|password|changeme|secret|token)/i

/**
 * Parses the environment, completed from a `.env` file of the folder.
 * @throws Error with one sentence that names the variable, its value where that is no secret, and what is allowed
 */
export function readServerEnv(variables: Variables, folder: string): ServerEnv {
  const given = { ...dotEnv(folder), ...variables }
  const merged = given['HEDDLE_CAPSULE'] === undefined ? given : { ...given, ...offline }
  const unknown = Object.keys(merged).find(
    (name) => name.startsWith('HEDDLE_') && !ownNames.has(name) && !meshNames.test(name),
  )
  if (unknown !== undefined)
    throw new Error(`${unknown} is not a setting: the settings are ${[...ownNames].join(', ')}`)
  const parsed = schema.safeParse(merged)
  if (!parsed.success) throw new Error(sentenceOf(parsed.error, merged))
  const { HEDDLE_TOKEN: token, ...rest } = parsed.data
  if (token !== undefined && weakTokens.test(token))
    throw new Error('HEDDLE_TOKEN is easy to guess: use 24 or more random characters')
  return {
    ...rest,
    HEDDLE_TOKEN: token ?? randomBytes(32).toString('base64url'),
    tokenIsGenerated: token === undefined,
  }
}

function isExactOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text && /^https?:/.test(text)
}

function sentenceOf(error: z.ZodError, merged: Variables): string {
  const [issue] = error.issues
  const name = String(issue?.path[0] ?? 'the environment')
  const value = merged[name]
  if (value === undefined || value === '') return `${name} is not set: it ${issue?.message ?? 'is needed'}`
  const shown = /TOKEN|DATABASE_URL/.test(name) ? `${name} is not usable` : `${name} is "${value}"`
  return `${shown}: it ${issue?.message ?? 'is not understood'}`
}

function dotEnv(folder: string): Variables {
  const path = join(folder, '.env')
  return existsSync(path) ? parseEnv(readFileSync(path, 'utf8')) : {}
}
