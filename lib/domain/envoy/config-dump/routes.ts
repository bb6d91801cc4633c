import { isObject, listAt, numberAt, objectAt, stringAt, valueAt } from '../../kubernetes/json.ts'
import type { RouteRow } from './model.ts'
import { gatewayOfRoute, namespaceOfHost, ruleOfMetadata, serviceOfMetadata, unique } from './rule-links.ts'
import { entriesOf, type DumpEntry } from './sections.ts'

/** Every route of every virtual host, in the order in which Envoy tries them. */
export function routeRows(dump: unknown): RouteRow[] {
  return entriesOf(dump, 'routes').flatMap(({ resource, state }) =>
    listAt(resource, 'virtual_hosts').flatMap((host) =>
      listAt(host, 'routes').map((route) => rowOf({ resource, state }, host, route)),
    ),
  )
}

function rowOf({ resource, state }: Pick<DumpEntry, 'resource' | 'state'>, host: unknown, route: unknown): RouteRow {
  const config = stringAt(resource, 'name') ?? ''
  const domains = listAt(host, 'domains').filter((domain): domain is string => typeof domain === 'string')
  const own = ruleOfMetadata(route)
  const [service] = serviceOfMetadata(host)
  return {
    state,
    config,
    virtualHost: stringAt(host, 'name') ?? '',
    domains,
    name: stringAt(route, 'name') ?? '',
    match: matchOf(objectAt(route, 'match')),
    ...actionOf(route),
    timeout: stringAt(route, 'route', 'timeout') ?? null,
    retries: numberAt(route, 'route', 'retry_policy', 'num_retries') ?? null,
    rules: unique(own.length > 0 ? own : [...serviceOfMetadata(host), ...gatewayOfRoute(config)]),
    namespace:
      service?.namespace ?? own[0]?.namespace ?? domains.map(namespaceOfHost).find((one) => one !== null) ?? null,
  }
}

function actionOf(route: unknown): Pick<RouteRow, 'action' | 'targets'> {
  const cluster = stringAt(route, 'route', 'cluster')
  if (cluster !== undefined) return { action: 'route', targets: [{ cluster, weight: null }] }
  const weighted = listAt(route, 'route', 'weighted_clusters', 'clusters').map((one) => ({
    cluster: stringAt(one, 'name') ?? '',
    weight: numberAt(one, 'weight') ?? 0,
  }))
  if (weighted.length > 0) return { action: 'route', targets: weighted }
  const status = numberAt(route, 'direct_response', 'status')
  if (status !== undefined) return { action: `answers ${status}`, targets: [] }
  if (isObject(valueAt(route, 'redirect'))) return { action: redirectOf(objectAt(route, 'redirect')), targets: [] }
  const header = stringAt(route, 'route', 'cluster_header')
  return { action: header === undefined ? 'route' : `to the cluster that header ${header} names`, targets: [] }
}

function redirectOf(redirect: unknown): string {
  const host = stringAt(redirect, 'host_redirect') ?? ''
  const to = stringAt(redirect, 'path_redirect') ?? stringAt(redirect, 'prefix_rewrite') ?? ''
  const scheme = valueAt(redirect, 'https_redirect') === true ? 'https ' : ''
  return `redirects to ${scheme}${host}${to}`.trim()
}

/** A match in short: the path, then what else must hold. */
function matchOf(match: unknown): string {
  const path =
    stringAt(match, 'path') ??
    wildcard(stringAt(match, 'prefix')) ??
    wildcard(stringAt(match, 'path_separated_prefix')) ??
    regex(stringAt(match, 'safe_regex', 'regex')) ??
    'any path'
  const headers = listAt(match, 'headers').map((header) => conditionOf(header))
  const query = listAt(match, 'query_parameters').map((parameter) => `?${conditionOf(parameter)}`)
  const grpc = isObject(valueAt(match, 'grpc')) ? ['gRPC only'] : []
  return [path, ...headers, ...query, ...grpc].join(', ')
}

const wildcard = (prefix: string | undefined) => (prefix === undefined ? undefined : `${prefix}*`)
const regex = (text: string | undefined) => (text === undefined ? undefined : `~ ${text}`)

function conditionOf(header: unknown): string {
  const name = stringAt(header, 'name') ?? ''
  const string = objectAt(header, 'string_match')
  const value =
    stringAt(string, 'exact') ??
    wildcard(stringAt(string, 'prefix')) ??
    regex(stringAt(string, 'safe_regex', 'regex')) ??
    stringAt(string, 'contains') ??
    stringAt(header, 'exact_match') ??
    null
  const not = valueAt(header, 'invert_match') === true || valueAt(header, 'present_match') === false ? 'not ' : ''
  return value === null ? `${not}${name} present` : `${not}${name}=${value}`
}
