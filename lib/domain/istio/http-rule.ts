import { z } from 'zod'
import { destination, headers, httpDestinations } from './destination.ts'
import { countSet, duration, int32, percent, portNumber, stringMap, stringMatch, uint32 } from './primitives.ts'

export const httpMatch = z.object({
  name: z.string().optional(),
  uri: stringMatch.optional(),
  scheme: stringMatch.optional(),
  method: stringMatch.optional(),
  authority: stringMatch.optional(),
  headers: z.record(z.string().min(1), stringMatch).optional(),
  port: portNumber.optional().describe('The port on the host that is addressed.'),
  sourceLabels: stringMap.optional().describe('Only callers whose pods carry these labels.'),
  gateways: z.array(z.string()).optional(),
  queryParams: z.record(z.string().min(1), stringMatch).optional(),
  ignoreUriCase: z.boolean().optional(),
  withoutHeaders: z.record(z.string().min(1), stringMatch).optional(),
  sourceNamespace: z.string().optional(),
  statPrefix: z.string().optional(),
})
export type HttpMatch = z.infer<typeof httpMatch>

export const redirect = z
  .object({
    uri: z.string().optional(),
    authority: z.string().optional(),
    port: portNumber.optional(),
    derivePort: z.enum(['FROM_PROTOCOL_DEFAULT', 'FROM_REQUEST_PORT']).optional(),
    scheme: z.string().optional(),
    redirectCode: z.union([z.literal(301), z.literal(302), z.literal(303), z.literal(307), z.literal(308)]).optional(),
  })
  .refine((to) => countSet([to.port, to.derivePort]) < 2, 'must set only one of port and derivePort')
export type HttpRedirect = z.infer<typeof redirect>

export const directResponse = z.object({
  status: z.int().min(200).max(599),
  body: z.object({ string: z.string().optional(), bytes: z.string().optional() }).optional(),
})

export const rewrite = z
  .object({
    uri: z.string().optional(),
    authority: z.string().optional(),
    uriRegexRewrite: z.object({ match: z.string().min(1), rewrite: z.string() }).optional(),
  })
  .refine((to) => countSet([to.uri, to.uriRegexRewrite]) < 2, 'must set only one of uri and uriRegexRewrite')
  .refine(
    (to) => countSet([to.uri, to.authority, to.uriRegexRewrite]) > 0,
    'must set uri, authority or uriRegexRewrite',
  )

const retryWords = [
  '5xx',
  'gateway-error',
  'reset',
  'reset-before-request',
  'connect-failure',
  'envoy-ratelimited',
  'retriable-4xx',
  'refused-stream',
  'retriable-status-codes',
  'retriable-headers',
  'http3-post-connect-failure',
  'cancelled',
  'deadline-exceeded',
  'internal',
  'resource-exhausted',
  'unavailable',
  'unauthenticated',
]
const isRetryWord = (word: string) => retryWords.includes(word) || /^[1-5]\d\d$/.test(word)
export const retries = z
  .object({
    attempts: int32.min(0).optional().describe('Retries after the first attempt; 0 turns retrying off.'),
    perTryTimeout: duration(1).optional(),
    retryOn: z
      .string()
      .refine(
        (text) => text === '' || text.split(',').every((word) => isRetryWord(word.trim())),
        `must be a comma-separated list of HTTP status codes and ${retryWords.join(', ')}`,
      )
      .optional(),
    retryRemoteLocalities: z.boolean().nullish(),
    retryIgnorePreviousHosts: z.boolean().nullish(),
    backoff: duration(1).optional(),
  })
  .refine(
    (retry) => retry.attempts !== 0 || countSet([retry.perTryTimeout, retry.retryOn]) === 0,
    'must not set perTryTimeout or retryOn when attempts is 0',
  )
export type HttpRetries = z.infer<typeof retries>

const faultPercentage = { percentage: percent.optional(), percent: z.int().min(0).max(100).optional() }
export const fault = z
  .object({
    delay: z.object({ ...faultPercentage, fixedDelay: duration(1) }).optional(),
    abort: z
      .object({
        percentage: percent.optional(),
        httpStatus: z.int().min(200).max(599).optional(),
        grpcStatus: z.string().optional(),
        http2Error: z.string().optional(),
      })
      .refine((abort) => countSet([abort.httpStatus, abort.grpcStatus, abort.http2Error]) === 1, {
        message: 'must set exactly one of httpStatus, grpcStatus and http2Error',
      })
      .optional(),
  })
  .refine((injected) => countSet([injected.delay, injected.abort]) > 0, 'must set delay or abort')

export const corsPolicy = z.object({
  allowOrigin: z.array(z.string()).optional(),
  allowOrigins: z.array(stringMatch).optional(),
  allowMethods: z
    .array(z.enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', '*']))
    .optional(),
  allowHeaders: z.array(z.string()).optional(),
  exposeHeaders: z.array(z.string()).optional(),
  maxAge: duration().optional(),
  allowCredentials: z.boolean().nullish(),
  unmatchedPreflights: z.enum(['UNSPECIFIED', 'FORWARD', 'IGNORE']).optional(),
})

/** One entry of spec.http of a VirtualService. */
export const httpRule = z
  .object({
    name: z.string().optional().describe('Shown in logs and traces.'),
    match: z.array(httpMatch).optional().describe('Conditions; any of them is enough, all fields of one must hold.'),
    route: httpDestinations.optional(),
    redirect: redirect.optional().describe('Answers with a redirect instead of forwarding.'),
    directResponse: directResponse.optional().describe('Answers with a fixed response instead of forwarding.'),
    delegate: z.object({ name: z.string().min(1), namespace: z.string().optional() }).optional(),
    rewrite: rewrite.optional(),
    timeout: duration().optional().describe('For the whole request with its retries; absent or 0s means none.'),
    retries: retries.optional(),
    fault: fault.optional(),
    mirror: destination.optional().describe('Also sends a copy there and ignores its response.'),
    mirrors: z.array(z.object({ destination, percentage: percent.optional() })).optional(),
    mirrorPercent: uint32.max(100).nullish(),
    mirror_percent: uint32.max(100).nullish(),
    mirrorPercentage: percent.optional(),
    corsPolicy: corsPolicy.optional(),
    headers: headers.optional(),
  })
  .superRefine((rule, context) => {
    const targets = countSet([rule.route, rule.redirect, rule.directResponse])
    if (rule.delegate === undefined && targets === 0)
      context.addIssue({
        code: 'custom',
        path: ['route'],
        message: 'must have a route, redirect, directResponse or delegate',
      })
    if (targets > 1)
      context.addIssue({
        code: 'custom',
        path: ['route'],
        message: 'must not be combined with redirect or directResponse',
      })
    if (rule.delegate !== undefined && rule.route !== undefined)
      context.addIssue({ code: 'custom', path: ['delegate'], message: 'must not be combined with route' })
    if (rule.redirect !== undefined && countSet([rule.fault, rule.rewrite]) > 0)
      context.addIssue({ code: 'custom', path: ['redirect'], message: 'must not be combined with fault or rewrite' })
    if (rule.mirror !== undefined && (rule.mirrors?.length ?? 0) > 0)
      context.addIssue({ code: 'custom', path: ['mirrors'], message: 'must not be combined with mirror' })
  })
export type HttpRule = z.infer<typeof httpRule>
