import type { HttpDestination, Destination } from '../../../../lib/domain/istio/destination.ts'
import type { HttpRule } from '../../../../lib/domain/istio/http-rule.ts'
import type { JsonObject } from '../../envoy-json.ts'
import { portPolicy } from '../../registry/destination-rules.ts'
import { resolveHost } from '../../registry/services.ts'
import { envoyDuration } from '../durations.ts'
import { outboundCluster } from '../names.ts'
import type { ProxyView } from '../view.ts'
import { perMillion } from './filters-per-route.ts'
import { hashPolicies } from './hash-policy.ts'
import { headerFields, hostSet } from './header-operations.ts'
import { retryPolicy } from './retry-policy.ts'

/** Where a rule is turned into routes: for whom, on which port, from which namespace its short names are read. */
export interface RulePlacement {
  readonly view: ProxyView
  readonly port: number
  readonly namespace: string
}

const noTimeout = '0s'
const maxTotalWeight = 4_294_967_295

/** `route` of a route: where requests go, how long they may take, and how often they are tried. */
export function routeAction(
  rule: HttpRule,
  destinations: readonly HttpDestination[],
  place: RulePlacement,
): JsonObject {
  const timeout = envoyDuration(rule.timeout ?? noTimeout)
  const hashes = destinations.length > 0 ? hashPoliciesOf(destinations[0]?.destination, place) : []
  const retry = retryPolicy({
    retries: rule.retries,
    meshDefault: place.view.snapshot.config.defaultHttpRetryPolicy,
    consistentHash: hashes.length > 0,
  })
  const mirrors = mirrorsOf(rule, place)
  return {
    ...clusterFields(destinations, place),
    timeout,
    // A gRPC client's own deadline holds where the route sets none. Beside a timeout Envoy would take this instead of it.
    ...(timeout === noTimeout && { max_stream_duration: { grpc_timeout_header_max: noTimeout } }),
    ...(retry && { retry_policy: retry }),
    ...rewriteFields(rule, destinations),
    ...(hashes.length > 0 && { hash_policy: hashes }),
    ...(mirrors.length > 0 && { request_mirror_policies: mirrors }),
  }
}

/** Cluster name of a destination: its port is the one it names, else the service's only one, else the listener's. */
export function destinationCluster(
  { host, subset, port }: Destination,
  { view, port: listenerPort, namespace }: RulePlacement,
): string {
  const resolved = resolveHost(host, namespace)
  const service = view.snapshot.serviceByHost.get(resolved)
  const only = service?.ports.length === 1 ? service.ports[0]?.number : undefined
  return outboundCluster(port?.number ?? only ?? listenerPort, subset ?? '', resolved)
}

/** One destination, or several by weight; those of weight 0 get nothing and are left out. */
export function weightedTargets<Item extends { readonly weight?: number | undefined }>(
  destinations: readonly Item[],
): { item: Item; weight: number }[] {
  if (destinations.length === 1) return destinations.map((item) => ({ item, weight: 1 }))
  const weighted = destinations.map((item) => ({ item, weight: item.weight ?? 0 })).filter(({ weight }) => weight > 0)
  const total = weighted.reduce((sum, { weight }) => sum + weight, 0)
  if (total <= maxTotalWeight) return weighted
  // Envoy adds weights up in 32 bits.
  return weighted.map(({ item, weight }) => ({
    item,
    weight: Math.max(1, Math.floor((weight / total) * maxTotalWeight)),
  }))
}

function clusterFields(destinations: readonly HttpDestination[], place: RulePlacement): JsonObject {
  const targets = weightedTargets(destinations)
  const [first, ...rest] = targets
  if (first !== undefined && rest.length === 0) return { cluster: destinationCluster(first.item.destination, place) }
  return {
    weighted_clusters: {
      clusters: targets.map(({ item, weight }) => {
        const host = hostSet(item.headers)
        return {
          name: destinationCluster(item.destination, place),
          weight,
          ...headerFields(item.headers),
          ...(host !== undefined && { host_rewrite_literal: host }),
        }
      }),
    },
  }
}

/** Header changes of a lone destination, which has no weighted cluster to carry them. */
export function loneDestinationHeaders(destinations: readonly HttpDestination[]): HttpDestination['headers'] {
  const targets = weightedTargets(destinations)
  return targets.length === 1 ? targets[0]?.item.headers : undefined
}

function rewriteFields(rule: HttpRule, destinations: readonly HttpDestination[]): JsonObject {
  const { uri, authority, uriRegexRewrite } = rule.rewrite ?? {}
  const host = authority ?? hostSet(rule.headers) ?? hostSet(loneDestinationHeaders(destinations))
  return {
    ...(uri !== undefined && uri !== '' && { prefix_rewrite: uri }),
    ...(uriRegexRewrite && {
      regex_rewrite: { pattern: { regex: uriRegexRewrite.match }, substitution: uriRegexRewrite.rewrite },
    }),
    ...(host !== undefined && host !== '' && { host_rewrite_literal: host }),
  }
}

function mirrorsOf(rule: HttpRule, place: RulePlacement): JsonObject[] {
  const percent = rule.mirrorPercentage?.value ?? rule.mirrorPercent ?? rule.mirror_percent ?? 100
  const single = rule.mirror === undefined ? [] : [{ destination: rule.mirror, percent }]
  const several = (rule.mirrors ?? []).map(({ destination, percentage }) => ({
    destination,
    percent: percentage?.value ?? 100,
  }))
  return [...single, ...several]
    .filter((mirror) => mirror.percent > 0)
    .map((mirror) => ({
      cluster: destinationCluster(mirror.destination, place),
      runtime_fraction: { default_value: perMillion(mirror.percent) },
      trace_sampled: false,
      disable_shadow_host_suffix_append: true,
    }))
}

function hashPoliciesOf(destination: Destination | undefined, { view, port, namespace }: RulePlacement): JsonObject[] {
  const service = destination && view.snapshot.serviceByHost.get(resolveHost(destination.host, namespace))
  if (service === undefined) return []
  const applied = view.policyOf(service)
  const subset = applied.subsets.find(({ name }) => name === destination?.subset)
  const policy = portPolicy(applied, destination?.port?.number ?? port, subset === undefined ? {} : { subset })
  return hashPolicies(policy.loadBalancer?.consistentHash)
}
