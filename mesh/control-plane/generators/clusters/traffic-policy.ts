import type { TrafficPolicy } from '../../../../lib/domain/istio/traffic-policy.ts'
import { typed, type JsonObject } from '../../envoy-json.ts'
import type { Protocol } from '../../registry/protocol.ts'
import { isHttp, isHttp2 } from '../../registry/protocol.ts'
import { envoyDuration } from '../durations.ts'

type Policy = Omit<TrafficPolicy, 'portLevelSettings'>
type HttpPool = NonNullable<NonNullable<TrafficPolicy['connectionPool']>['http']>

const unlimited = 4_294_967_295
const defaultRingSize = 1024

/** Limits of a cluster: Istio's default is none at all, which in Envoy must be said. */
export function circuitBreakers({ connectionPool, retryBudget }: Policy): JsonObject {
  const { tcp, http } = connectionPool ?? {}
  return {
    thresholds: [
      {
        max_connections: tcp?.maxConnections || unlimited,
        max_pending_requests: http?.http1MaxPendingRequests || unlimited,
        max_requests: http?.http2MaxRequests || unlimited,
        max_retries: http?.maxRetries || unlimited,
        track_remaining: true,
        ...(retryBudget && {
          retry_budget: {
            budget_percent: { value: retryBudget.percent ?? 20 },
            min_retry_concurrency: retryBudget.minRetryConcurrency ?? 3,
          },
        }),
      },
    ],
  }
}

/** Connection settings of a cluster below HTTP. */
export function connectionSettings({ connectionPool }: Policy, meshConnectTimeout: string): JsonObject {
  const tcp = connectionPool?.tcp
  const keepalive = tcp?.tcpKeepalive
  return {
    connect_timeout: envoyDuration(tcp?.connectTimeout ?? meshConnectTimeout),
    ...(keepalive && {
      upstream_connection_options: {
        tcp_keepalive: {
          ...(keepalive.probes !== undefined && { keepalive_probes: keepalive.probes }),
          ...(keepalive.time !== undefined && { keepalive_time: wholeSeconds(keepalive.time) }),
          ...(keepalive.interval !== undefined && { keepalive_interval: wholeSeconds(keepalive.interval) }),
        },
      },
    }),
  }
}

function wholeSeconds(duration: string): number {
  return Math.max(1, Math.round(Number.parseFloat(envoyDuration(duration))))
}

/** HTTP settings towards the upstream; nothing for ports that carry no HTTP. */
export function httpProtocolOptions(protocol: Protocol, { connectionPool, tls }: Policy): JsonObject {
  if (!isHttp(protocol) && protocol !== 'auto') return {}
  const http = connectionPool?.http ?? {}
  const name = 'envoy.extensions.upstreams.http.v3.HttpProtocolOptions'
  return {
    typed_extension_protocol_options: {
      [name]: typed(name, {
        ...commonOptions(http, connectionPool),
        ...versionOptions(protocol, http),
        ...serverName(tls),
      }),
    },
  }
}

// Without a fixed server name, each request's Host is asked for and checked.
function serverName(tls: Policy['tls']): JsonObject {
  if ((tls?.mode !== 'SIMPLE' && tls?.mode !== 'MUTUAL') || tls.sni !== undefined) return {}
  const checksName = (tls.subjectAltNames ?? []).length === 0 && tls.insecureSkipVerify !== true
  return { upstream_http_protocol_options: { auto_sni: true, ...(checksName && { auto_san_validation: true }) } }
}

function versionOptions(protocol: Protocol, http: HttpPool): JsonObject {
  const h2 = http.maxConcurrentStreams ? { max_concurrent_streams: http.maxConcurrentStreams } : {}
  if (protocol === 'auto' || http.useClientProtocol === true)
    return { use_downstream_protocol_config: { http_protocol_options: {}, http2_protocol_options: h2 } }
  if (isHttp2(protocol) || http.h2UpgradePolicy === 'UPGRADE')
    return { explicit_http_config: { http2_protocol_options: h2 } }
  return { explicit_http_config: { http_protocol_options: {} } }
}

function commonOptions(http: HttpPool, pool: Policy['connectionPool']): JsonObject {
  const { maxConnectionDuration } = pool?.tcp ?? {}
  const common = {
    ...(http.idleTimeout !== undefined && { idle_timeout: envoyDuration(http.idleTimeout) }),
    ...(http.maxRequestsPerConnection ? { max_requests_per_connection: http.maxRequestsPerConnection } : {}),
    ...(maxConnectionDuration !== undefined && { max_connection_duration: envoyDuration(maxConnectionDuration) }),
  }
  return Object.keys(common).length === 0 ? {} : { common_http_protocol_options: common }
}

/** Load balancing of a cluster that has endpoints; LEAST_REQUEST when nothing is said. */
export function loadBalancing({ loadBalancer }: Policy): JsonObject {
  const slowStart = slowStartOf(loadBalancer)
  const hash = loadBalancer?.consistentHash
  if (hash?.maglev !== undefined)
    return {
      lb_policy: 'MAGLEV',
      ...(hash.maglev.tableSize && { maglev_lb_config: { table_size: hash.maglev.tableSize } }),
    }
  if (hash !== undefined) {
    const minimum_ring_size = hash.ringHash?.minimumRingSize ?? hash.minimumRingSize ?? defaultRingSize
    return { lb_policy: 'RING_HASH', ring_hash_lb_config: { minimum_ring_size } }
  }
  switch (loadBalancer?.simple) {
    case 'ROUND_ROBIN':
      return { lb_policy: 'ROUND_ROBIN', ...(slowStart && { round_robin_lb_config: slowStart }) }
    case 'RANDOM':
      return { lb_policy: 'RANDOM' }
    case 'LEAST_CONN':
    case 'LEAST_REQUEST':
    case 'UNSPECIFIED':
    case 'PASSTHROUGH':
    case undefined:
      return { lb_policy: 'LEAST_REQUEST', ...(slowStart && { least_request_lb_config: slowStart }) }
  }
}

/** Whether connections go where they were headed, without balancing. */
export function isPassthrough({ loadBalancer }: Policy): boolean {
  return loadBalancer?.simple === 'PASSTHROUGH'
}

function slowStartOf(loadBalancer: Policy['loadBalancer']): JsonObject | undefined {
  const duration = loadBalancer?.warmup?.duration ?? loadBalancer?.warmupDurationSecs
  if (duration === undefined) return undefined
  const { aggression, minimumPercent } = loadBalancer?.warmup ?? {}
  return {
    slow_start_config: {
      slow_start_window: envoyDuration(duration),
      aggression: { default_value: aggression ?? 1, runtime_key: '' },
      min_weight_percent: { value: minimumPercent ?? 10 },
    },
  }
}

/**
 * Ejection of failing endpoints; the share of healthy ones below which health is ignored (Istio: never); and whether the
 * weights of places count.
 */
export function outlierDetection({ outlierDetection: settings }: Policy, weighsLocalities: boolean): JsonObject {
  const panic = {
    common_lb_config: {
      healthy_panic_threshold: { value: settings?.minHealthPercent ?? 0 },
      ...(weighsLocalities && { locality_weighted_lb_config: {} }),
    },
  }
  if (settings === undefined) return panic
  const gateway = settings.consecutiveGatewayErrors
  const consecutive = settings.consecutive5xxErrors ?? settings.consecutiveErrors
  return {
    ...panic,
    outlier_detection: {
      enforcing_success_rate: 0,
      ...counted('consecutive_5xx', consecutive),
      ...counted('consecutive_gateway_failure', gateway),
      ...(settings.interval !== undefined && { interval: envoyDuration(settings.interval) }),
      ...(settings.baseEjectionTime !== undefined && { base_ejection_time: envoyDuration(settings.baseEjectionTime) }),
      ...(settings.maxEjectionPercent ? { max_ejection_percent: settings.maxEjectionPercent } : {}),
      ...(settings.splitExternalLocalOriginErrors === true && {
        split_external_local_origin_errors: true,
        ...counted('consecutive_local_origin_failure', settings.consecutiveLocalOriginFailures),
      }),
    },
  }
}

function counted(field: string, count: number | null | undefined): JsonObject {
  if (count === null || count === undefined) return {}
  return { ...(count > 0 && { [field]: count }), [`enforcing_${field}`]: count > 0 ? 100 : 0 }
}
