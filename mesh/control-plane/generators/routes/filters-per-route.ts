import type { HttpRule } from '../../../../lib/domain/istio/http-rule.ts'
import { durationMs } from '../../../../lib/domain/istio/primitives.ts'
import { typed, type JsonObject } from '../../envoy-json.ts'
import { envoyDuration } from '../durations.ts'
import { stringMatcher } from './route-match.ts'

type Fault = NonNullable<HttpRule['fault']>
type Cors = NonNullable<HttpRule['corsPolicy']>

/** Names of gRPC statuses, in the order of their numbers. */
const grpcStatuses = [
  'OK',
  'CANCELLED',
  'UNKNOWN',
  'INVALID_ARGUMENT',
  'DEADLINE_EXCEEDED',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'PERMISSION_DENIED',
  'RESOURCE_EXHAUSTED',
  'FAILED_PRECONDITION',
  'ABORTED',
  'OUT_OF_RANGE',
  'UNIMPLEMENTED',
  'INTERNAL',
  'UNAVAILABLE',
  'DATA_LOSS',
  'UNAUTHENTICATED',
]

/** `typed_per_filter_config` of a route: what fault injection and CORS do there. */
export function filtersPerRoute({ fault, corsPolicy }: HttpRule): JsonObject {
  const config = {
    ...(fault && { 'envoy.filters.http.fault': faultConfig(fault) }),
    ...(corsPolicy && { 'envoy.filters.http.cors': corsConfig(corsPolicy) }),
  }
  return Object.keys(config).length === 0 ? {} : { typed_per_filter_config: config }
}

function faultConfig({ delay, abort }: Fault): JsonObject {
  return typed('envoy.extensions.filters.http.fault.v3.HTTPFault', {
    ...(delay && {
      delay: {
        fixed_delay: envoyDuration(delay.fixedDelay),
        percentage: perMillion(delay.percentage?.value ?? delay.percent ?? 100),
      },
    }),
    ...(abort && { abort: { ...abortStatus(abort), percentage: perMillion(abort.percentage?.value ?? 100) } }),
  })
}

function abortStatus(abort: NonNullable<Fault['abort']>): JsonObject {
  if (abort.grpcStatus === undefined) return { http_status: abort.httpStatus ?? 503 }
  const number = grpcStatuses.indexOf(abort.grpcStatus.toUpperCase())
  return { grpc_status: number >= 0 ? number : Number(abort.grpcStatus) || 2 }
}

function corsConfig(cors: Cors): JsonObject {
  const origins = [...(cors.allowOrigins ?? []), ...(cors.allowOrigin ?? []).map((exact) => ({ exact }))]
  const list = (values: readonly string[] | undefined) => (values ?? []).join(',')
  return typed('envoy.extensions.filters.http.cors.v3.CorsPolicy', {
    allow_origin_string_match: origins.map((origin) => stringMatcher(origin) ?? { safe_regex: { regex: '.*' } }),
    ...(cors.allowMethods && { allow_methods: list(cors.allowMethods) }),
    ...(cors.allowHeaders && { allow_headers: list(cors.allowHeaders) }),
    ...(cors.exposeHeaders && { expose_headers: list(cors.exposeHeaders) }),
    ...(cors.maxAge !== undefined && { max_age: String(Math.round((durationMs(cors.maxAge) ?? 0) / 1000)) }),
    ...(cors.allowCredentials !== undefined &&
      cors.allowCredentials !== null && { allow_credentials: cors.allowCredentials }),
    ...(cors.unmatchedPreflights === 'IGNORE' && { forward_not_matching_preflights: false }),
    filter_enabled: { default_value: { numerator: 100 } },
  })
}

/** A percentage (0..100) as Envoy's fraction of a million. */
export function perMillion(percent: number): JsonObject {
  return { numerator: Math.round(percent * 10_000), denominator: 'MILLION' }
}
