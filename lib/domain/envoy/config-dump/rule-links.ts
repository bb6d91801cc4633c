import { listAt, stringAt } from '../../kubernetes/json.ts'
import type { RuleLink } from './model.ts'

const kinds: Readonly<Record<string, string>> = {
  'virtual-service': 'VirtualService',
  'destination-rule': 'DestinationRule',
  'service-entry': 'ServiceEntry',
  gateway: 'Gateway',
  sidecar: 'Sidecar',
  'envoy-filter': 'EnvoyFilter',
  'workload-entry': 'WorkloadEntry',
  'http-route': 'HTTPRoute',
  'authorization-policy': 'AuthorizationPolicy',
  'request-authentication': 'RequestAuthentication',
  'peer-authentication': 'PeerAuthentication',
}

const path = /^\/apis\/[^/]+\/[^/]+\/namespaces\/([^/]+)\/([^/]+)\/([^/]+)$/

/** Istio writes the rule that made a route or cluster into its metadata: `/apis/GROUP/VERSION/namespaces/NS/KIND/NAME`. */
export function ruleOfMetadata(resource: unknown): RuleLink[] {
  const [, namespace, kind = '', name] =
    path.exec(stringAt(resource, 'metadata', 'filter_metadata', 'istio', 'config') ?? '') ?? []
  const known = kinds[kind]
  return known === undefined || namespace === undefined || name === undefined ? [] : [{ kind: known, namespace, name }]
}

/** The service that a generated part is for, by Istio's metadata. */
export function serviceOfMetadata(resource: unknown): RuleLink[] {
  return listAt(resource, 'metadata', 'filter_metadata', 'istio', 'services').flatMap((service) => {
    const [name, namespace] = [stringAt(service, 'name'), stringAt(service, 'namespace')]
    return name === undefined || namespace === undefined ? [] : [{ kind: 'Service', namespace, name }]
  })
}

const policy = /^(?:istio-ext-authz-)?ns\[([^\]]+)\]-policy\[([^\]]+)\]-rule\[\d+\]$/

/** AuthorizationPolicies behind an RBAC filter, by the names that Istio gives its policies. */
export function rulesOfRbac(policyNames: readonly string[]): RuleLink[] {
  return unique(
    policyNames.flatMap((text) => {
      const [, namespace, name] = policy.exec(text) ?? []
      return namespace === undefined || name === undefined ? [] : [{ kind: 'AuthorizationPolicy', namespace, name }]
    }),
  )
}

/** A gateway's route configuration for HTTPS is named `https.PORT.PORTNAME.GATEWAY.NAMESPACE`. */
export function gatewayOfRoute(name: string): RuleLink[] {
  const parts = name.split('.')
  const [kind, port, , gateway, namespace] = parts
  if (kind !== 'https' || parts.length < 5 || !/^\d+$/.test(port ?? '')) return []
  return gateway === undefined || namespace === undefined ? [] : [{ kind: 'Gateway', namespace, name: gateway }]
}

/** Each rule once, in the order of its first mention. */
export function unique(rules: readonly RuleLink[]): RuleLink[] {
  return [...new Map(rules.map((rule) => [`${rule.kind}/${rule.namespace}/${rule.name}`, rule])).values()]
}

/** The namespace of a cluster-internal host; null for any other. */
export function namespaceOfHost(host: string): string | null {
  const [, , namespace] = /^([^.]+)\.([^.]+)\.svc(\.|$)/.exec(host) ?? []
  return namespace ?? null
}
