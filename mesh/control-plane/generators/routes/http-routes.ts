import type { HttpMatch, HttpRule } from '../../../../lib/domain/istio/http-rule.ts'
import type { JsonObject } from '../../envoy-json.ts'
import { isCatchAll, matchesStatically, withDelegates, type HostRules } from '../../registry/virtual-services.ts'
import { filtersPerRoute } from './filters-per-route.ts'
import { headerFields, type HeaderOperations } from './header-operations.ts'
import { directResponseAction, redirectAction } from './redirect-action.ts'
import { loneDestinationHeaders, routeAction, type RulePlacement } from './route-action.ts'
import { routeMatch } from './route-match.ts'

/** One route, and whether every request matches it. */
export interface GeneratedRoute {
  readonly route: JsonObject
  readonly catchAll: boolean
}

/** Routes of a VirtualService for one client and port, in the order written; a rule that matches everything ends the list. */
export function httpRoutes({ host, virtualService }: HostRules, place: RulePlacement): GeneratedRoute[] {
  const { metadata, spec } = virtualService
  const rules = withDelegates(spec.http ?? [], place.namespace, place.view.snapshot.virtualServices)
  const routes = rules.flatMap((rule) => {
    const matches = applicableMatches(rule, place)
    return matches.map((match) => ({
      route: routeOf({ rule, match, host, name: metadata.name }, place),
      catchAll: match === undefined || isCatchAll(match),
    }))
  })
  const end = routes.findIndex(({ catchAll }) => catchAll)
  return end < 0 ? routes : routes.slice(0, end + 1)
}

function applicableMatches(rule: HttpRule, { view, port, namespace }: RulePlacement): (HttpMatch | undefined)[] {
  if (rule.match === undefined || rule.match.length === 0) return [undefined]
  const place = { client: view.client, port, virtualServiceNamespace: namespace }
  return rule.match.filter((match) => matchesStatically(match, place))
}

interface RouteInput {
  readonly rule: HttpRule
  readonly match: HttpMatch | undefined
  readonly host: string
  /** Of the VirtualService. */
  readonly name: string
}

function routeOf({ rule, match, host, name }: RouteInput, place: RulePlacement): JsonObject {
  const config = `/apis/networking.istio.io/v1/namespaces/${place.namespace}/virtual-service/${name}`
  return {
    name: [rule.name, match?.name].filter((part) => part !== undefined && part !== '').join('.'),
    match: routeMatch(match),
    ...actionOf(rule, place),
    metadata: { filter_metadata: { istio: { config } } },
    decorator: { operation: `${host}:${place.port}${pathLabel(match)}` },
    ...filtersPerRoute(rule),
    ...headerFields(mergedHeaders(rule)),
  }
}

function actionOf(rule: HttpRule, place: RulePlacement): JsonObject {
  if (rule.redirect !== undefined) return { redirect: redirectAction(rule.redirect, place.port) }
  if (rule.directResponse !== undefined) return { direct_response: directResponseAction(rule.directResponse) }
  return { route: routeAction(rule, rule.route ?? [], place) }
}

// A lone destination has no weighted cluster of its own, so its header changes join the rule's.
function mergedHeaders(rule: HttpRule): HeaderOperations | undefined {
  const lone = loneDestinationHeaders(rule.route ?? [])
  if (lone === undefined) return rule.headers
  const join = (side: 'request' | 'response') => ({
    set: { ...rule.headers?.[side]?.set, ...lone[side]?.set },
    add: { ...rule.headers?.[side]?.add, ...lone[side]?.add },
    remove: [...(rule.headers?.[side]?.remove ?? []), ...(lone[side]?.remove ?? [])],
  })
  return { request: join('request'), response: join('response') }
}

function pathLabel(match: HttpMatch | undefined): string {
  const { exact, prefix, regex } = match?.uri ?? {}
  return exact ?? regex ?? `${prefix ?? '/'}*`
}
