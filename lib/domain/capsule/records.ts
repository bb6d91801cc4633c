import { z } from 'zod'
import { changeSchema } from '../changes/change.ts'
import { storedObject } from '../kubernetes/object.ts'
import { trace } from '../tracing/model.ts'

const text = z.string().max(2_000)

/** One counter: `times` are Unix milliseconds, each but the first as the distance to the one before. */
export const seriesRecord = z
  .strictObject({
    part: z.literal('metrics'),
    type: z.literal('series'),
    metric: z.string().regex(/^[a-zA-Z_:][\w:]{0,199}$/),
    labels: z.record(z.string(), z.string()),
    times: z.array(z.number()),
    values: z.array(z.number()),
  })
  .refine(({ times, values }) => times.length === values.length, 'a series needs as many times as values')
  .refine(({ times }) => times.slice(1).every((step) => step > 0), 'times of a series must rise')

const scrapeTarget = z.strictObject({
  namespace: text.nullable(),
  pod: text.nullable(),
  up: z.boolean(),
  lastScrape: z.number().nullable(),
  error: z.string().nullable(),
  intervalSeconds: z.number().nullable(),
})

/** What Prometheus says of itself; null is what it did not answer. */
export const metricsFacts = z.strictObject({
  part: z.literal('metrics'),
  type: z.literal('facts'),
  version: text.nullable(),
  aggregateLabels: z.array(text),
  targets: z.array(scrapeTarget),
  prometheus: z
    .strictObject({
      targets: z.number(),
      down: z.array(
        z.strictObject({ job: text, instance: text, error: z.string(), lastScrape: z.number().nullable() }),
      ),
      retention: text.nullable(),
      startedAt: z.number().nullable(),
    })
    .nullable(),
})

export const traceRecord = z.strictObject({ part: z.literal('traces'), type: z.literal('trace'), trace })

/** Lines of one container in time order, as the pod log API gives them. A long log is several records. */
export const logRecord = z.strictObject({
  part: z.literal('logs'),
  type: z.literal('lines'),
  namespace: text,
  pod: text,
  container: text,
  lines: z.array(z.string()),
})

export const objectRecord = z.strictObject({
  part: z.literal('configuration'),
  type: z.literal('object'),
  object: storedObject,
})
export const configMapRecord = z.strictObject({
  part: z.literal('configuration'),
  type: z.literal('config-map'),
  namespace: text,
  name: text,
  data: z.record(z.string(), z.string()),
})
/** Which kinds were read, and what could not be. */
export const clusterFacts = z.strictObject({
  part: z.literal('configuration'),
  type: z.literal('facts'),
  version: text.nullable(),
  kinds: z.array(z.strictObject({ kind: text, failure: z.string().nullable() })),
})

const acknowledged = z.number().nullable()
const proxyType = z.strictObject({
  type: z.enum(['cluster', 'listener', 'route', 'endpoint', 'secret', 'extensionconfig']),
  sent: z.string().nullable(),
  acked: z.string().nullable(),
  state: z.enum(['synced', 'not-sent', 'stale']),
  sentAt: acknowledged,
  ackedAt: acknowledged,
  sentVersion: z.string().nullable(),
  ackedVersion: z.string().nullable(),
  resources: z.number().nullable(),
  rejection: z
    .strictObject({
      message: z.string(),
      at: acknowledged,
      refused: z.array(z.strictObject({ name: z.string(), change: z.enum(['added', 'changed', 'removed']) })),
    })
    .nullable(),
})
const certificate = z.strictObject({
  subject: z.string(),
  issuer: z.string(),
  names: z.array(z.string()),
  spiffe: z.string().nullable(),
  serial: z.string(),
  notBefore: z.number(),
  notAfter: z.number(),
  isAuthority: z.boolean(),
})

/** A proxy as the control plane tells of it; `secrets` and `dump` are null where it did not, or where a limit left them out. */
export const proxyRecord = z.strictObject({
  part: z.literal('proxies'),
  type: z.literal('proxy'),
  status: z.strictObject({
    pod: text,
    namespace: text,
    proxyType: text,
    version: z.string().nullable(),
    istioVersion: z.string().nullable(),
    clusterId: z.string().nullable(),
    types: z.array(proxyType),
    certificate: z
      .strictObject({
        expiresAt: acknowledged,
        renewsAt: acknowledged,
        failure: z.strictObject({ message: z.string(), at: acknowledged }).nullable(),
      })
      .nullable(),
  }),
  secrets: z
    .array(
      z.strictObject({
        name: z.string(),
        kind: z.enum(['certificate', 'trusted-ca']),
        lastUpdated: z.number().nullable(),
        chain: z.array(certificate),
      }),
    )
    .nullable(),
  dump: z.json(),
})
export const controlPlaneFacts = z.strictObject({
  part: z.literal('proxies'),
  type: z.literal('facts'),
  version: text.nullable(),
  readAt: z.number(),
})

export const changeRecord = z.strictObject({
  part: z.literal('changes'),
  type: z.literal('change'),
  change: changeSchema,
})

/** Every kind of line, by its part and type. */
export const recordSchemas = {
  'metrics/series': seriesRecord,
  'metrics/facts': metricsFacts,
  'traces/trace': traceRecord,
  'logs/lines': logRecord,
  'configuration/object': objectRecord,
  'configuration/config-map': configMapRecord,
  'configuration/facts': clusterFacts,
  'proxies/proxy': proxyRecord,
  'proxies/facts': controlPlaneFacts,
  'changes/change': changeRecord,
} as const

/** One line of a capsule. */
export type CapsuleRecord = z.infer<(typeof recordSchemas)[keyof typeof recordSchemas]>
export type SeriesRecord = z.infer<typeof seriesRecord>
export type MetricsFacts = z.infer<typeof metricsFacts>
export type ClusterFactsRecord = z.infer<typeof clusterFacts>
export type ControlPlaneFacts = z.infer<typeof controlPlaneFacts>
export type ProxyRecord = z.infer<typeof proxyRecord>

const outline = z.looseObject({ part: z.string(), type: z.string() })

/** A line as what it says it is. @throws Error with one sentence */
export function parseRecord(value: unknown): CapsuleRecord {
  const named = outline.safeParse(value)
  const name = named.success ? `${named.data.part}/${named.data.type}` : ''
  if (!isKind(name)) throw new Error(`it holds a record of an unknown kind "${name.slice(0, 60)}"`)
  const parsed = recordSchemas[name].safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new Error(`a record of ${name} is not understood: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`)
}

function isKind(name: string): name is keyof typeof recordSchemas {
  return Object.hasOwn(recordSchemas, name)
}
