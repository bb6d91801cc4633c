import type { Subset } from '../../../../lib/domain/istio/destination-rule.ts'
import { clusterMetadata } from '../../../proxy/telemetry/metadata.ts'
import type { JsonObject } from '../../envoy-json.ts'
import { portPolicy, type PortPolicy } from '../../registry/destination-rules.ts'
import { endpointKey } from '../../registry/endpoints.ts'
import { matchesLabels } from '../../registry/services.ts'
import type { Endpoint, MeshService, ServicePort } from '../../registry/model.ts'
import { outboundCluster } from '../names.ts'
import { weighsLocalities, type LocalityInput } from '../locality.ts'
import type { ProxyView } from '../view.ts'
import {
  circuitBreakers,
  connectionSettings,
  httpProtocolOptions,
  isPassthrough,
  loadBalancing,
  outlierDetection,
} from './traffic-policy.ts'
import { transportSocket } from './transport-socket.ts'

/** One outbound cluster before it is written: a service port, whole or one subset of it. */
export interface OutboundTarget {
  readonly name: string
  readonly service: MeshService
  readonly port: ServicePort
  readonly subset: Subset | undefined
}

/** Every service port a proxy sees, and every subset that its DestinationRule names. */
export function outboundTargets(view: ProxyView): OutboundTarget[] {
  return view.services.flatMap((service) =>
    service.ports
      .filter(({ protocol }) => protocol !== 'udp')
      .flatMap((port) =>
        [undefined, ...view.policyOf(service).subsets].map((subset) => ({
          name: outboundCluster(port.number, subset?.name ?? '', service.host),
          service,
          port,
          subset,
        })),
      ),
  )
}

/** Endpoints behind a target: the port's, narrowed to the subset's labels. */
export function endpointsOfTarget({ snapshot }: ProxyView, { service, port, subset }: OutboundTarget): Endpoint[] {
  const all = snapshot.endpoints.get(endpointKey(service.host, port.number)) ?? []
  return all.filter(({ labels }) => matchesLabels(subset?.labels ?? {}, labels))
}

/** The cluster of one target. */
export function outboundClusterOf(view: ProxyView, target: OutboundTarget): JsonObject {
  const { service, port, subset, name } = target
  const { config } = view.snapshot
  const policy = policyOfTarget(view, target)
  return {
    name,
    alt_stat_name: `${name};`,
    ...connectionSettings(policy, config.connectTimeout),
    circuit_breakers: circuitBreakers(policy),
    ...outlierDetection(policy, weighsLocalities(localityRule(view, target))),
    ...httpProtocolOptions(port.protocol, policy),
    ...discovery(view, target),
    ...transportSocket(view, { service, port, subset: subset?.name ?? '', tls: policy.tls }),
    ...(service.resolution === 'eds' &&
      !service.meshExternal && { upstream_bind_config: view.addressing.upstreamBind(view.proxy) }),
    metadata: metadataOf(target, view.policyOf(service).source),
  }
}

/** Whether a target's endpoints come by EDS: not when it is found by DNS, or goes where the connection was headed anyway. */
export function isBalancedByEds(view: ProxyView, target: OutboundTarget): boolean {
  return target.service.resolution === 'eds' && !isPassthrough(policyOfTarget(view, target))
}

/** How places are preferred for a target: its DestinationRule's word, else the mesh's. */
export function localityRule(view: ProxyView, target: OutboundTarget): Omit<LocalityInput, 'client'> {
  const { loadBalancer, outlierDetection: detection } = policyOfTarget(view, target)
  const setting = loadBalancer?.localityLbSetting ?? view.snapshot.config.localityLbSetting
  return { setting, noticesFailure: detection !== undefined }
}

function policyOfTarget(view: ProxyView, { service, port, subset }: OutboundTarget): PortPolicy {
  const base = view.snapshot.config.defaultTrafficPolicy
  return portPolicy(view.policyOf(service), port.number, { base, ...(subset && { subset }) })
}

function discovery(view: ProxyView, target: OutboundTarget): JsonObject {
  const policy = policyOfTarget(view, target)
  const originalDestination = { type: 'ORIGINAL_DST', lb_policy: 'CLUSTER_PROVIDED' }
  if (isPassthrough(policy)) return originalDestination
  switch (target.service.resolution) {
    case 'eds':
      return {
        type: 'EDS',
        eds_cluster_config: { eds_config: fromAds, service_name: target.name },
        ...loadBalancing(policy),
      }
    case 'strict-dns':
      return {
        type: 'STRICT_DNS',
        ...dnsSettings,
        load_assignment: dnsAssignment(view, target),
        ...loadBalancing(policy),
      }
    case 'logical-dns':
      return {
        type: 'LOGICAL_DNS',
        ...dnsSettings,
        load_assignment: dnsAssignment(view, target),
        ...loadBalancing(policy),
      }
    case 'original-dst':
      return originalDestination
  }
}

const fromAds = { ads: {}, resource_api_version: 'V3', initial_fetch_timeout: '0s' }
const dnsSettings = { dns_refresh_rate: '60s', respect_dns_ttl: true, dns_lookup_family: 'V4_ONLY' }

function dnsAssignment(view: ProxyView, target: OutboundTarget): JsonObject {
  const found = endpointsOfTarget(view, target).map(({ address, port }) => ({ address, port }))
  const host = { address: target.service.host, port: numeric(target.port) }
  const addresses = found.length > 0 ? found : [host]
  return {
    cluster_name: target.name,
    endpoints: addresses.map(({ address, port }) => ({
      lb_endpoints: [{ endpoint: { address: { socket_address: { address, port_value: port } } } }],
    })),
  }
}

function numeric({ targetPort, number }: ServicePort): number {
  return typeof targetPort === 'number' ? targetPort : number
}

function metadataOf(
  { service, subset }: OutboundTarget,
  source: { namespace: string; name: string } | undefined,
): JsonObject {
  const { host, name, namespace } = service
  const { filter_metadata: base } = clusterMetadata({ host, name, namespace })
  const istio = {
    services: [{ host, name, namespace }],
    ...(source && {
      config: `/apis/networking.istio.io/v1/namespaces/${source.namespace}/destination-rule/${source.name}`,
    }),
    ...(subset && { subset: subset.name }),
  }
  const external = service.meshExternal ? { external: true } : {}
  return { filter_metadata: { ...objectOf(base), istio: { ...istio, ...external } } }
}

function objectOf(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
}
