import { fullHost } from './rules.ts'
import type { Destination } from './virtual-service.ts'

/** What routing needs to know of a Service. */
export interface ServiceFacts {
  readonly namespace: string
  readonly name: string
  readonly selector: Readonly<Record<string, string>>
}

/** What routing needs to know of a pod. `workload` is the Deployment (or other controller) it belongs to. */
export interface PodFacts {
  readonly namespace: string
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly ready: boolean
  readonly workload: string | null
  readonly image: string | null
  readonly startedAt: string | null
}

/** What routing needs to know of a DestinationRule. `sticky` is set where it keeps a caller on one endpoint. */
export interface DestinationRuleFacts {
  readonly namespace: string
  readonly name: string
  readonly host: string
  readonly subsets: readonly { readonly name: string; readonly labels: Readonly<Record<string, string>> }[]
  readonly sticky: boolean
}

export interface ClusterFacts {
  readonly services: readonly ServiceFacts[]
  readonly pods: readonly PodFacts[]
  readonly destinationRules: readonly DestinationRuleFacts[]
  /** Full host names of ServiceEntries, which have no Service. */
  readonly externalHosts: readonly string[]
}

/** What stands behind one destination of a rule. */
export interface Target {
  readonly destination: Destination
  readonly host: string
  /** `missing`: no Service or ServiceEntry has this host. */
  readonly kind: 'service' | 'external' | 'missing'
  readonly subset: SubsetState
  readonly sticky: boolean
  readonly pods: readonly PodFacts[]
  readonly readyPods: number
}

export type SubsetState =
  | { readonly type: 'none' }
  | {
      readonly type: 'defined'
      readonly destinationRule: string
      readonly labels: Readonly<Record<string, string>>
    }
  /** No DestinationRule of the host has the subset: its requests would be answered with 503. */
  | { readonly type: 'undefined'; readonly destinationRules: readonly string[] }

/** Finds what stands behind a destination named in an object of `namespace`. */
export function resolveTarget(destination: Destination, namespace: string, facts: ClusterFacts): Target {
  const host = fullHost(destination.host, namespace)
  const service = facts.services.find((item) => `${item.name}.${item.namespace}.svc.cluster.local` === host)
  const rules = facts.destinationRules.filter((rule) => fullHost(rule.host, rule.namespace) === host)
  const subset = subsetState(destination.subset, rules)
  const selector = { ...service?.selector, ...(subset.type === 'defined' ? subset.labels : {}) }
  const pods =
    service && Object.keys(service.selector).length > 0 && subset.type !== 'undefined'
      ? facts.pods.filter((pod) => pod.namespace === service.namespace && selects(selector, pod.labels))
      : []
  return {
    destination,
    host,
    kind: service ? 'service' : isExternal(host, facts) ? 'external' : 'missing',
    subset,
    sticky: rules.some((rule) => rule.sticky),
    pods,
    readyPods: pods.filter((pod) => pod.ready).length,
  }
}

/** A ServiceEntry may have all hosts below a domain. */
function isExternal(host: string, { externalHosts }: ClusterFacts): boolean {
  return externalHosts.some((known) => known === host || (known.startsWith('*.') && host.endsWith(known.slice(1))))
}

/** Whether every label of the selector is on the object. */
export function selects(selector: Readonly<Record<string, string>>, labels: Readonly<Record<string, string>>): boolean {
  return Object.entries(selector).every(([key, value]) => labels[key] === value)
}

function subsetState(name: string | undefined, rules: readonly DestinationRuleFacts[]): SubsetState {
  if (name === undefined) return { type: 'none' }
  for (const rule of rules) {
    const subset = rule.subsets.find((item) => item.name === name)
    if (subset) return { type: 'defined', destinationRule: rule.name, labels: subset.labels }
  }
  return { type: 'undefined', destinationRules: rules.map((rule) => rule.name) }
}
