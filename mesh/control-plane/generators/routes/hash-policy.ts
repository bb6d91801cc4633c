import type { TrafficPolicy } from '../../../../lib/domain/istio/traffic-policy.ts'
import type { JsonObject } from '../../envoy-json.ts'
import { envoyDuration } from '../durations.ts'

type ConsistentHash = NonNullable<NonNullable<TrafficPolicy['loadBalancer']>['consistentHash']>

/** What a request is hashed by, so that the same client meets the same endpoint. */
export function hashPolicies(hash: ConsistentHash | undefined): JsonObject[] {
  if (hash === undefined) return []
  const { httpHeaderName, httpCookie, useSourceIp, httpQueryParameterName } = hash
  if (httpHeaderName !== undefined) return [{ header: { header_name: httpHeaderName } }]
  if (httpCookie !== undefined) {
    const { name, path, ttl } = httpCookie
    return [
      { cookie: { name, ...(path !== undefined && { path }), ...(ttl !== undefined && { ttl: envoyDuration(ttl) }) } },
    ]
  }
  if (httpQueryParameterName !== undefined) return [{ query_parameter: { name: httpQueryParameterName } }]
  return useSourceIp === true ? [{ connection_properties: { source_ip: true } }] : []
}
