import { isObject, listAt, numberAt, stringAt, stringsAt, valueAt } from '../../kubernetes/json.ts'
import type { KubernetesObject } from '../../kubernetes/object.ts'
import { destinationName, rulesOf, type Rule } from '../../routing/rules.ts'
import { virtualServiceSchema } from '../../routing/virtual-service.ts'
import { serviceKey } from '../config-facts.ts'
import type { ApplyingRule } from './model.ts'
import { referenceOf, selects, type Callee } from './tls-rules.ts'

/** The edge that rules are looked up for. */
export interface RuledEdge {
  /** The service that callers meant, as `namespace/name`. */
  readonly service: string
  readonly callee: Callee | null
  /** Labels of the caller's pods; empty where it is not known. */
  readonly callerLabels: Readonly<Record<string, string>>
  readonly callerNamespace: string | null
  /** Whether the caller is a gateway: only rules that name a gateway are its. */
  readonly fromGateway: boolean
}

export interface RuleObjects {
  /** VirtualServices and DestinationRules that name the service's host. */
  readonly routing: readonly KubernetesObject[]
  readonly authorizationPolicies: readonly KubernetesObject[]
}

/** Every rule of configuration that has a say in an edge's requests, in the order in which they act (E10). */
export function applyingRules(edge: RuledEdge, { routing, authorizationPolicies }: RuleObjects): ApplyingRule[] {
  return [
    ...routing.filter(({ kind }) => kind === 'VirtualService').flatMap((object) => routeRules(object, edge)),
    ...routing.filter(({ kind }) => kind === 'DestinationRule').flatMap((object) => trafficPolicies(object, edge)),
    ...authorizationPolicies.flatMap((object) => authorization(object, edge)),
  ]
}

function routeRules(object: KubernetesObject, edge: RuledEdge): ApplyingRule[] {
  const parsed = virtualServiceSchema.safeParse(object)
  if (!parsed.success || !isForCaller(parsed.data.spec.gateways, edge)) return []
  const namespace = object.metadata.namespace ?? ''
  return rulesOf(parsed.data)
    .filter((rule) => isForSource(ruleObject(object, rule), edge))
    .filter(
      (rule) =>
        rule.slices.length === 0 ||
        rule.slices.some(({ destination }) => serviceKey(destination.host, namespace) === edge.service),
    )
    .map((rule) => ({
      object: referenceOf(object),
      rule: rule.reference,
      match: [...rule.match],
      action: [actionOf(rule), ...extrasOf(ruleObject(object, rule))].join('; '),
      certainty: rule.match.length === 0 || rule.match.includes('any request') ? 'applies' : 'may-apply',
    }))
}

const ruleObject = (object: KubernetesObject, { protocol, index }: Rule) => valueAt(object, 'spec', protocol, index)

/** A VirtualService without gateways is for sidecars; `mesh` names them beside gateways. */
function isForCaller(gateways: readonly string[] | undefined, { fromGateway }: RuledEdge): boolean {
  if (gateways === undefined || gateways.length === 0) return !fromGateway
  return fromGateway ? gateways.some((name) => name !== 'mesh') : gateways.includes('mesh')
}

/** Leaves out a rule all of whose alternatives ask for another caller. */
function isForSource(rule: unknown, { callerLabels, callerNamespace }: RuledEdge): boolean {
  const alternatives = listAt(rule, 'match')
  return (
    alternatives.length === 0 ||
    alternatives.some((match) => {
      const namespace = stringAt(match, 'sourceNamespace')
      const labels = Object.entries(stringsAt(match, 'sourceLabels'))
      return (
        (namespace === undefined || namespace === callerNamespace) &&
        labels.every(([key, value]) => callerLabels[key] === value)
      )
    })
  )
}

function actionOf({ action, slices, total }: Rule): string {
  switch (action.type) {
    case 'route':
      return slices
        .map(
          ({ destination, effective }) =>
            `${Math.round((effective / Math.max(1, total)) * 100)} % to ${destinationName(destination)}`,
        )
        .join(', ')
    case 'redirect':
      return `redirects to ${action.to}`
    case 'direct-response':
      return `answers ${action.status ?? 'by itself'}`
    case 'delegate':
      return `hands over to ${action.to}`
  }
}

function extrasOf(rule: unknown): string[] {
  const attempts = numberAt(rule, 'retries', 'attempts')
  const timeout = stringAt(rule, 'timeout')
  return [
    ...(timeout === undefined ? [] : [`timeout ${timeout}`]),
    ...(attempts === undefined ? [] : [attempts === 0 ? 'no retries' : `up to ${attempts} retries`]),
    ...(valueAt(rule, 'fault') === undefined ? [] : ['injects faults']),
    ...(valueAt(rule, 'mirror') === undefined && listAt(rule, 'mirrors').length === 0 ? [] : ['mirrors']),
  ]
}

function trafficPolicies(object: KubernetesObject, { callee }: RuledEdge): ApplyingRule[] {
  const whole = policyWords(valueAt(object, 'spec', 'trafficPolicy'))
  const own = whole.length === 0 ? [] : [ruleOf(object, { rule: null, words: whole, certainty: 'applies' })]
  const subsets = listAt(object, 'spec', 'subsets').flatMap((subset) => {
    const words = policyWords(valueAt(subset, 'trafficPolicy'))
    const isCallee = Object.entries(stringsAt(subset, 'labels')).every(([key, value]) => callee?.labels[key] === value)
    if (words.length === 0 || !isCallee) return []
    return [ruleOf(object, { rule: stringAt(subset, 'name') ?? null, words, certainty: 'may-apply' })]
  })
  return [...own, ...subsets]
}

function policyWords(policy: unknown): string[] {
  if (!isObject(policy)) return []
  const words: readonly (readonly [string, string])[] = [
    ['tls', `TLS ${stringAt(policy, 'tls', 'mode') ?? 'settings'}`],
    ['connectionPool', 'limits connections or requests'],
    ['outlierDetection', 'ejects failing endpoints'],
    ['loadBalancer', `balances by ${stringAt(policy, 'loadBalancer', 'simple') ?? 'hash or locality'}`],
    ['portLevelSettings', 'has settings per port'],
  ]
  return words.flatMap(([field, word]) => (policy[field] === undefined ? [] : [word]))
}

function authorization(object: KubernetesObject, { callee }: RuledEdge): ApplyingRule[] {
  const namespace = object.metadata.namespace ?? ''
  if (callee === null || (namespace !== callee.namespace && namespace !== 'istio-system')) return []
  if (!selects(object, callee.labels)) return []
  const rules = listAt(object, 'spec', 'rules').length
  const action = stringAt(object, 'spec', 'action') ?? 'ALLOW'
  const words =
    rules === 0 && action === 'ALLOW' ? 'allows nothing' : `${action} by ${rules} ${rules === 1 ? 'rule' : 'rules'}`
  return [ruleOf(object, { rule: null, words: [words], certainty: rules === 0 ? 'applies' : 'may-apply' })]
}

function ruleOf(
  object: KubernetesObject,
  { rule, words, certainty }: { rule: string | null; words: readonly string[]; certainty: ApplyingRule['certainty'] },
): ApplyingRule {
  return { object: referenceOf(object), rule, match: [], action: words.join('; '), certainty }
}
