import { clusterMetadata } from '../../../proxy/telemetry/metadata.ts'
import type { JsonObject } from '../../envoy-json.ts'
import { portPolicy } from '../../registry/destination-rules.ts'
import type { InboundPort } from '../inbound-ports.ts'
import { inboundCluster } from '../names.ts'
import type { ProxyView } from '../view.ts'
import { circuitBreakers, connectionSettings, httpProtocolOptions } from './traffic-policy.ts'

/** The cluster by which a proxy reaches a port of its own app; of a DestinationRule only the connection pool applies. */
export function inboundClusterOf(view: ProxyView, { number, protocol, service }: InboundPort): JsonObject {
  const known = service && view.snapshot.serviceByHost.get(service.host)
  const { connectionPool } = known ? portPolicy(view.policyOf(known), number, {}) : {}
  const policy = connectionPool ? { connectionPool } : {}
  return {
    name: inboundCluster(number),
    alt_stat_name: `${inboundCluster(number)};`,
    ...connectionSettings(policy, view.snapshot.config.connectTimeout),
    circuit_breakers: circuitBreakers(policy),
    ...httpProtocolOptions(protocol, policy),
    ...view.addressing.appCluster(view.proxy, number),
    ...(service && { metadata: clusterMetadata(service) }),
  }
}
