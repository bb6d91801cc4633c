import { z } from 'zod'
import { kubernetesObject } from '../kubernetes/object.ts'
import { countSet, duration, policySelector, policyTarget } from './primitives.ts'

const providers = z.array(z.object({ name: z.string().min(1) })).optional()
const mode = z.enum(['CLIENT_AND_SERVER', 'CLIENT', 'SERVER'])

const customTag = z
  .object({
    literal: z.object({ value: z.string().min(1) }).optional(),
    environment: z.object({ name: z.string().min(1), defaultValue: z.string().optional() }).optional(),
    header: z.object({ name: z.string().min(1), defaultValue: z.string().optional() }).optional(),
    formatter: z.object({ value: z.string().min(1) }).optional(),
  })
  .refine(
    (tag) => countSet(Object.values(tag)) === 1,
    'must set exactly one of literal, environment, header and formatter',
  )

const tracing = z.object({
  match: z.object({ mode: mode.optional() }).optional(),
  providers,
  randomSamplingPercentage: z.number().min(0).max(100).nullish(),
  disableSpanReporting: z.boolean().nullish(),
  customTags: z.record(z.string().min(1), customTag).optional(),
  enableIstioTags: z.boolean().nullish(),
  useRequestIdForTraceSampling: z.boolean().nullish(),
})

const metricName = z.enum([
  'ALL_METRICS',
  'REQUEST_COUNT',
  'REQUEST_DURATION',
  'REQUEST_SIZE',
  'RESPONSE_SIZE',
  'TCP_OPENED_CONNECTIONS',
  'TCP_CLOSED_CONNECTIONS',
  'TCP_SENT_BYTES',
  'TCP_RECEIVED_BYTES',
  'GRPC_REQUEST_MESSAGES',
  'GRPC_RESPONSE_MESSAGES',
])
const tagOverride = z.object({ operation: z.enum(['UPSERT', 'REMOVE']).optional(), value: z.string().optional() })
const metricsOverride = z.object({
  match: z
    .object({ metric: metricName.optional(), customMetric: z.string().min(1).optional(), mode: mode.optional() })
    .refine((match) => countSet([match.metric, match.customMetric]) < 2, 'must set only one of metric and customMetric')
    .optional(),
  disabled: z.boolean().nullish(),
  tagOverrides: z.record(z.string().min(1), tagOverride).optional(),
})
const metrics = z.object({
  providers,
  overrides: z.array(metricsOverride).optional(),
  reportingInterval: duration(1).optional(),
})

const accessLogging = z.object({
  match: z.object({ mode: mode.optional() }).optional(),
  providers,
  disabled: z.boolean().nullish(),
  filter: z.object({ expression: z.string().optional() }).optional(),
})

/** spec of telemetry.istio.io Telemetry. */
export const telemetrySpec = z
  .object({
    selector: policySelector.optional().describe('Pods it applies to; all of the namespace when absent.'),
    targetRef: policyTarget.optional(),
    targetRefs: z.array(policyTarget).max(16).optional(),
    tracing: z.array(tracing).optional(),
    metrics: z.array(metrics).optional(),
    accessLogging: z.array(accessLogging).optional(),
  })
  .refine((spec) => countSet([spec.selector, spec.targetRef, spec.targetRefs]) < 2, {
    message: 'must set only one of selector, targetRef and targetRefs',
  })
export type TelemetrySpec = z.infer<typeof telemetrySpec>

export const telemetry = kubernetesObject.extend({ spec: telemetrySpec.default({}) })
export type Telemetry = z.infer<typeof telemetry>
