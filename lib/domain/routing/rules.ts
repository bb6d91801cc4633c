import { httpMatchWords, layer4MatchWords } from './match-words.ts'
import type { Destination, VirtualService } from './virtual-service.ts'
import { effectiveWeights, totalOf } from './weights.ts'

export type RuleProtocol = 'http' | 'tls' | 'tcp'

/** One destination of a rule. `weight` is what the object says (`null` when it says nothing), `effective` what happens. */
export interface RuleSlice {
  readonly destination: Destination
  readonly weight: number | null
  readonly effective: number
}

/** One rule of a VirtualService in the order it is tried. */
export interface Rule {
  readonly protocol: RuleProtocol
  /** Place in its own list, as in `spec.http[1]`. */
  readonly index: number
  /** What a request for a change calls this rule: its name, else `http/1`. */
  readonly reference: string
  readonly name: string | null
  readonly match: readonly string[]
  readonly action: RuleAction
  readonly slices: readonly RuleSlice[]
  readonly total: number
}

export type RuleAction =
  | { readonly type: 'route' }
  | { readonly type: 'redirect'; readonly to: string }
  | { readonly type: 'direct-response'; readonly status: number | null }
  | { readonly type: 'delegate'; readonly to: string }

type Routes = NonNullable<NonNullable<VirtualService['spec']['http']>[number]['route']>

/** Every rule of a VirtualService: http, then tls, then tcp, each in match order (R11). */
export function rulesOf(virtualService: VirtualService): Rule[] {
  const { http = [], tls = [], tcp = [] } = virtualService.spec
  return [
    ...http.map((rule, index) =>
      ruleFrom({
        protocol: 'http',
        index,
        name: rule.name ?? null,
        match: httpMatchWords(rule.match ?? []),
        action: httpAction(rule),
        routes: rule.route ?? [],
      }),
    ),
    ...tls.map((rule, index) => layer4('tls', index, rule)),
    ...tcp.map((rule, index) => layer4('tcp', index, rule)),
  ]
}

/**
 * Finds a rule by its name, by `http/0`, `tls/0` or `tcp/0`, or by its place in match order (R12).
 * A name wins over a number, so a rule called "1" is found by its name.
 */
export function findRule(rules: readonly Rule[], wanted: string | number): Rule | null {
  const text = String(wanted)
  const named = rules.find((rule) => rule.name === text)
  if (named) return named
  const placed = rules.find((rule) => `${rule.protocol}/${rule.index}` === text)
  if (placed) return placed
  return /^\d+$/.test(text) ? (rules[Number(text)] ?? null) : null
}

/** Whether two destinations are the same place; a port counts only where both name one. */
export function sameDestination(left: Destination, right: Destination): boolean {
  const ports = [left.port?.number, right.port?.number]
  return (
    left.host === right.host && left.subset === right.subset && (ports[0] === ports[1] || ports.includes(undefined))
  )
}

/** A destination as a person calls it: `reviews v2`, `reviews v2:9080`. */
export function destinationName(destination: Destination): string {
  const port = destination.port?.number
  return `${destination.host}${destination.subset ? ` ${destination.subset}` : ''}${port === undefined ? '' : `:${port}`}`
}

/** The host's full name; a name without dots, or with a namespace only, is completed from the object's namespace (R10). */
export function fullHost(host: string, namespace: string): string {
  const dots = host.split('.').length - 1
  if (host.startsWith('*') || dots >= 3) return host
  if (dots === 0) return `${host}.${namespace}.svc.cluster.local`
  return /^[^.]+\.[^.]+\.svc$/.test(host) ? `${host}.cluster.local` : host
}

interface RuleParts {
  readonly protocol: RuleProtocol
  readonly index: number
  readonly name: string | null
  readonly match: readonly string[]
  readonly action: RuleAction
  readonly routes: Routes
}

function ruleFrom({ protocol, index, name, match, action, routes }: RuleParts): Rule {
  const weights = routes.map((route) => route.weight ?? 0)
  const effective = effectiveWeights(weights)
  return {
    protocol,
    index,
    reference: name ?? `${protocol}/${index}`,
    name,
    match,
    action,
    slices: routes.map((route, place) => ({
      destination: route.destination,
      weight: route.weight ?? null,
      effective: effective[place] ?? 0,
    })),
    total: totalOf(weights),
  }
}

function layer4(
  protocol: 'tls' | 'tcp',
  index: number,
  rule: NonNullable<VirtualService['spec']['tcp']>[number],
): Rule {
  const match = layer4MatchWords(rule.match ?? [])
  return ruleFrom({ protocol, index, name: null, match, action: { type: 'route' }, routes: rule.route ?? [] })
}

function httpAction(rule: NonNullable<VirtualService['spec']['http']>[number]): RuleAction {
  if (rule.redirect) return { type: 'redirect', to: `${rule.redirect.authority ?? ''}${rule.redirect.uri ?? ''}` }
  if (rule.directResponse) return { type: 'direct-response', status: rule.directResponse.status ?? null }
  if (rule.delegate) {
    const { name = '', namespace } = rule.delegate
    return { type: 'delegate', to: namespace ? `${namespace}/${name}` : name }
  }
  return { type: 'route' }
}
