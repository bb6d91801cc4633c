import type { HttpMatch, HttpRule } from '../../../lib/domain/istio/http-rule.ts'
import type { VirtualServiceObject } from '../ingest/parse-objects.ts'
import { mostSpecific } from './hosts.ts'
import type { MeshConfig } from './mesh-config.ts'
import type { Labels } from './model.ts'
import { isExportedTo, matchesLabels, resolveHost } from './services.ts'

/** The reserved gateway name that stands for all sidecars. */
export const meshGateway = 'mesh'

/** Who applies rules: sidecars as `mesh`, gateways by `NAMESPACE/NAME`. */
export interface RuleClient {
  readonly namespace: string
  readonly labels: Labels
  readonly gateways: ReadonlySet<string>
}

/** A VirtualService's rules for one host, resolved. */
export interface HostRules {
  readonly host: string
  readonly virtualService: VirtualServiceObject
}

/** Namespace an object lives in. */
export function namespaceOf({ metadata }: VirtualServiceObject): string {
  return metadata.namespace ?? 'default'
}

/** Name of a gateway as `NAMESPACE/NAME`; a plain name is in the VirtualService's own namespace. */
export function gatewayName(name: string, namespace: string): string {
  return name === meshGateway || name.includes('/') ? name : `${namespace}/${name}`
}

/** Gateways a VirtualService is for; `mesh` when it names none. */
export function gatewaysOf(virtualService: VirtualServiceObject): string[] {
  return (virtualService.spec.gateways ?? [meshGateway]).map((name) => gatewayName(name, namespaceOf(virtualService)))
}

/**
 * The rules a client applies, one entry per host: only VirtualServices that are exported to it and name one of its
 * gateways. For sidecars the oldest wins per host; gateways see all of them, oldest first.
 * @param virtualServices oldest first
 */
export function hostRules(
  virtualServices: readonly VirtualServiceObject[],
  config: MeshConfig,
  client: RuleClient,
): HostRules[] {
  const all = virtualServices
    .filter(
      (item) => isVisible(item, config, client.namespace) && gatewaysOf(item).some((name) => client.gateways.has(name)),
    )
    .flatMap((virtualService) =>
      (virtualService.spec.hosts ?? []).map((host) => ({
        host: resolveHost(host, namespaceOf(virtualService)),
        virtualService,
      })),
    )
  if (!client.gateways.has(meshGateway)) return all
  const seen = new Set<string>()
  return all.filter(({ host }) => !seen.has(host) && seen.add(host))
}

function isVisible({ metadata, spec }: VirtualServiceObject, config: MeshConfig, namespace: string): boolean {
  return isExportedTo(spec.exportTo ?? config.defaultVirtualServiceExportTo, metadata.namespace ?? 'default', namespace)
}

/** The rules that govern one service. */
export function rulesForHost(rules: readonly HostRules[], host: string): HostRules | undefined {
  return mostSpecific(rules, (entry) => entry.host, host)
}

/** Where a rule is applied: the listener's port beside the client. */
export interface RulePlace {
  readonly client: RuleClient
  readonly port: number
  readonly virtualServiceNamespace: string
}

type StaticMatch = Pick<HttpMatch, 'gateways' | 'sourceLabels' | 'sourceNamespace' | 'port'>

/** Whether the parts of a match that don't depend on the request hold; naming gateways turns the source conditions off. */
export function matchesStatically(match: StaticMatch, { client, port, virtualServiceNamespace }: RulePlace): boolean {
  if (match.port !== undefined && match.port !== port) return false
  const gateways = match.gateways ?? []
  if (gateways.length > 0)
    return gateways.some((name) => client.gateways.has(gatewayName(name, virtualServiceNamespace)))
  if (match.sourceNamespace !== undefined && match.sourceNamespace !== client.namespace) return false
  return matchesLabels(match.sourceLabels ?? {}, client.labels)
}

/** Whether a rule takes every request: it has no match, or a match without conditions on the request. */
export function isCatchAll(match: HttpMatch): boolean {
  const { uri, scheme, method, authority, headers = {}, queryParams = {}, withoutHeaders = {} } = match
  const anyUri = uri === undefined || uri.prefix === '/' || uri.regex === '*' || uri.regex === '.*'
  const conditions = [headers, queryParams, withoutHeaders].some((map) => Object.keys(map).length > 0)
  return anyUri && !conditions && scheme === undefined && method === undefined && authority === undefined
}

/** Delegates resolved: each rule that names one is replaced by the delegate's rules, merged with it. */
export function withDelegates(
  rules: readonly HttpRule[],
  namespace: string,
  virtualServices: readonly VirtualServiceObject[],
): HttpRule[] {
  return rules.flatMap((rule) => {
    const { delegate, ...root } = rule
    if (delegate === undefined) return [rule]
    const target = virtualServices.find(
      ({ metadata, spec }) =>
        metadata.name === delegate.name &&
        metadata.namespace === (delegate.namespace ?? namespace) &&
        (spec.hosts ?? []).length === 0,
    )
    return (target?.spec.http ?? []).flatMap((inner) => mergeRules(root, inner))
  })
}

function mergeRules(root: HttpRule, inner: HttpRule): HttpRule[] {
  if (inner.delegate !== undefined) return []
  const match = mergeMatches(root.match ?? [], inner.match ?? [])
  if (match === undefined) return []
  const name = [root.name, inner.name].filter((part) => part !== undefined && part !== '').join('-')
  return [{ ...root, ...inner, ...(match.length > 0 && { match }), ...(name !== '' && { name }) }]
}

// Every pair of matches that agree; undefined when both sides have conditions and no pair agrees.
function mergeMatches(root: readonly HttpMatch[], inner: readonly HttpMatch[]): HttpMatch[] | undefined {
  if (root.length === 0 || inner.length === 0) return [...root, ...inner]
  const pairs = root.flatMap((outer) => inner.flatMap((match) => mergeMatch(outer, match)))
  return pairs.length === 0 ? undefined : pairs
}

function mergeMatch(outer: HttpMatch, inner: HttpMatch): HttpMatch[] {
  const single = ['uri', 'scheme', 'method', 'authority', 'port', 'sourceNamespace'] as const
  if (single.some((key) => outer[key] !== undefined && inner[key] !== undefined && !agrees(outer[key], inner[key])))
    return []
  const maps = ['headers', 'withoutHeaders', 'queryParams', 'sourceLabels'] as const
  const clash = maps.some((key) =>
    Object.entries(outer[key] ?? {}).some(
      ([name, value]) => name in (inner[key] ?? {}) && !agrees(value, inner[key]?.[name]),
    ),
  )
  if (clash) return []
  const name = [outer.name, inner.name].filter((part) => part !== undefined && part !== '').join('-')
  return [
    {
      ...outer,
      ...inner,
      ...(name !== '' && { name }),
      ...(outer.headers && { headers: { ...outer.headers, ...inner.headers } }),
      ...(outer.withoutHeaders && { withoutHeaders: { ...outer.withoutHeaders, ...inner.withoutHeaders } }),
      ...(outer.queryParams && { queryParams: { ...outer.queryParams, ...inner.queryParams } }),
      ...(outer.sourceLabels && { sourceLabels: { ...outer.sourceLabels, ...inner.sourceLabels } }),
    },
  ]
}

// The delegate's condition must lie inside the root's: the same, or a longer path under a root prefix.
function agrees(outer: unknown, inner: unknown): boolean {
  const prefix = prefixOf(outer)
  const path = prefixOf(inner) ?? exactOf(inner)
  if (prefix !== undefined && path !== undefined) return path.startsWith(prefix)
  return JSON.stringify(outer) === JSON.stringify(inner)
}

function prefixOf(value: unknown): string | undefined {
  return typeof value === 'object' && value !== null && 'prefix' in value && typeof value.prefix === 'string'
    ? value.prefix
    : undefined
}

function exactOf(value: unknown): string | undefined {
  return typeof value === 'object' && value !== null && 'exact' in value && typeof value.exact === 'string'
    ? value.exact
    : undefined
}
