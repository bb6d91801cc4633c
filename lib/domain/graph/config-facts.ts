import type { KubernetesObject } from '../kubernetes/object.ts'
import { isObject, listAt, numberAt, stringAt, stringsAt, valueAt } from '../kubernetes/json.ts'
import type { ConfigFacts } from './appenders/badges.ts'
import type { NodePlace } from './appenders/directions.ts'
import type { GraphNode, NodeBadge } from './model.ts'

interface ClusterObjects {
  readonly pods: readonly KubernetesObject[]
  readonly config: readonly KubernetesObject[]
}

/** Reads configuration once and answers per node (G9). */
export function configFacts({ pods, config }: ClusterObjects): ConfigFacts {
  const badgesOfService = serviceBadges(config)
  const podsOfWorkload = podsByWorkload(pods)
  const gatewaySelectors = config
    .filter(({ kind }) => kind === 'Gateway')
    .map((gateway) => stringsAt(gateway, 'spec', 'selector'))
  const serviceEntryOf = serviceEntriesByHost(config)
  const isGateway = (node: GraphNode) => podsOf(node).some((pod) => isGatewayPod(pod, gatewaySelectors))
  const podsOf = (node: GraphNode) =>
    node.workload === null ? [] : (podsOfWorkload.get(`${node.namespace ?? ''}/${node.workload}`) ?? [])
  // Istio's proxies report an address written in a ServiceEntry as a workload, though nothing of the cluster runs there.
  const isAddressOutside = (node: GraphNode) =>
    podsOf(node).length === 0 && serviceEntryOf(node.service ?? node.name)?.place === 'outside'
  return {
    kindOf: (node) => {
      if (node.kind === 'workload' || node.kind === 'app')
        return isGateway(node) ? 'gateway' : isAddressOutside(node) ? 'serviceEntry' : node.kind
      return node.kind === 'service' && serviceEntryOf(node.name) !== undefined ? 'serviceEntry' : node.kind
    },
    placeOf: (node) => {
      if (node.kind === 'service' || node.kind === 'serviceEntry') return serviceEntryOf(node.name)?.place
      if ((node.kind === 'workload' || node.kind === 'app') && isAddressOutside(node)) return 'outside'
      if (!isGateway(node)) return undefined
      return podsOf(node).some(isEgressPod) ? 'egress' : 'ingress'
    },
    labelsOf: (node) => {
      const [pod] = podsOf(node)
      return pod === undefined ? undefined : lastingLabels(pod)
    },
    badgesOf: (node) => {
      const service =
        node.service === null ? [] : (badgesOfService.get(`${node.namespace ?? ''}/${node.service}`) ?? [])
      const own: NodeBadge[] = podsOf(node).some((pod) => !hasSidecar(pod)) ? ['no-sidecar'] : []
      return isGateway(node) ? [...service, 'gateway'] : [...service, ...own]
    },
  }
}

/** A pod's labels without those that controllers give each pod or revision. */
function lastingLabels({ metadata }: KubernetesObject): Record<string, string> {
  const passing = ['pod-template-hash', 'controller-revision-hash', 'statefulset.kubernetes.io/pod-name']
  return Object.fromEntries(Object.entries(metadata.labels ?? {}).filter(([name]) => !passing.includes(name)))
}

/** Workloads are named by their pods' owner: `reviews-v1` for pods of ReplicaSet `reviews-v1-5d8f…`. */
export function podsByWorkload(pods: readonly KubernetesObject[]): Map<string, KubernetesObject[]> {
  const byWorkload = new Map<string, KubernetesObject[]>()
  for (const pod of pods) {
    const key = `${pod.metadata.namespace ?? ''}/${workloadOfPod(pod)}`
    byWorkload.set(key, [...(byWorkload.get(key) ?? []), pod])
  }
  return byWorkload
}

/** The name Istio's metrics give a pod's workload: a ReplicaSet's hash is cut off, other owners keep their name. */
export function workloadOfPod(pod: KubernetesObject): string {
  const owner = pod.metadata.ownerReferences?.find(({ controller }) => controller === true)
  if (owner === undefined) return pod.metadata.name ?? ''
  const hash = pod.metadata.labels?.['pod-template-hash']
  if (owner.kind !== 'ReplicaSet') return owner.name
  return hash !== undefined && owner.name.endsWith(`-${hash}`)
    ? owner.name.slice(0, -hash.length - 1)
    : owner.name.replace(/-[a-z0-9]+$/, '')
}

/** Whether a pod runs a proxy of the mesh, as a container or as a native sidecar. */
export function hasSidecar(pod: KubernetesObject): boolean {
  const containers = [...listAt(pod, 'spec', 'containers'), ...listAt(pod, 'spec', 'initContainers')]
  return containers.some((container) => stringAt(container, 'name') === 'istio-proxy')
}

interface EntryFacts {
  readonly place: NodePlace
}

/** ServiceEntries by host, the exact one before a wildcard; `MESH_INTERNAL` ones are part of the mesh. */
function serviceEntriesByHost(config: readonly KubernetesObject[]): (host: string) => EntryFacts | undefined {
  const byHost = new Map<string, EntryFacts>()
  for (const entry of config) {
    if (entry.kind !== 'ServiceEntry') continue
    const place = stringAt(entry, 'spec', 'location') === 'MESH_INTERNAL' ? 'inside' : 'outside'
    for (const host of listAt(entry, 'spec', 'hosts')) if (typeof host === 'string') byHost.set(host, { place })
  }
  const wildcards = [...byHost]
    .filter(([host]) => host.startsWith('*.'))
    .map(([host, facts]) => [host.slice(1), facts] as const)
  wildcards.sort(([a], [b]) => b.length - a.length)
  return (name) => byHost.get(name) ?? wildcards.find(([suffix]) => name.endsWith(suffix))?.[1]
}

/** A gateway whose labels say egress: Istio's own are called `istio: egressgateway`. */
function isEgressPod({ metadata }: KubernetesObject): boolean {
  return ['istio', 'app', 'istio.io/gateway-name'].some((name) => metadata.labels?.[name]?.includes('egress') === true)
}

function isGatewayPod(pod: KubernetesObject, selectors: readonly Record<string, string>[]): boolean {
  const labels = pod.metadata.labels ?? {}
  return selectors.some((selector) => {
    const wanted = Object.entries(selector)
    return wanted.length > 0 && wanted.every(([name, value]) => labels[name] === value)
  })
}

/** Badges of services by `namespace/name`, from the VirtualServices and DestinationRules that name their host. */
function serviceBadges(config: readonly KubernetesObject[]): Map<string, NodeBadge[]> {
  const badges = new Map<string, NodeBadge[]>()
  const hang = (host: unknown, object: KubernetesObject, names: readonly NodeBadge[]) => {
    const key = typeof host === 'string' ? serviceKey(host, object.metadata.namespace ?? '') : null
    if (key !== null) badges.set(key, [...(badges.get(key) ?? []), ...names])
  }
  for (const object of config) {
    if (object.kind === 'VirtualService')
      for (const host of listAt(object, 'spec', 'hosts')) hang(host, object, virtualServiceBadges(object))
    if (object.kind === 'DestinationRule') hang(stringAt(object, 'spec', 'host'), object, destinationRuleBadges(object))
  }
  return badges
}

/** `reviews`, `reviews.bookinfo` and the full name are one service; a host of the outside world is none. */
export function serviceKey(host: string, namespace: string): string | null {
  const [name = '', second, third] = host.split('.')
  if (name === '' || host.includes('*')) return null
  if (second === undefined) return `${namespace}/${name}`
  return third === undefined || third === 'svc' ? `${second}/${name}` : null
}

function virtualServiceBadges(object: KubernetesObject): NodeBadge[] {
  const rules = listAt(object, 'spec', 'http')
  const routes = [...rules, ...listAt(object, 'spec', 'tcp'), ...listAt(object, 'spec', 'tls')].map((rule) =>
    listAt(rule, 'route'),
  )
  const has = (field: string) => rules.some((rule) => valueAt(rule, field) !== undefined)
  const found: (readonly [boolean, NodeBadge])[] = [
    [true, 'virtual-service'],
    [routes.some((route) => route.filter((one) => (numberAt(one, 'weight') ?? 0) > 0).length > 1), 'traffic-shifting'],
    [rules.some((rule) => listAt(rule, 'match').length > 0), 'request-routing'],
    [has('mirror') || has('mirrors'), 'mirroring'],
    [has('fault'), 'fault-injection'],
    [has('timeout'), 'timeout'],
  ]
  return found.flatMap(([holds, badge]) => (holds ? [badge] : []))
}

function destinationRuleBadges(object: KubernetesObject): NodeBadge[] {
  const policies = [
    valueAt(object, 'spec', 'trafficPolicy'),
    ...listAt(object, 'spec', 'subsets').map((subset) => valueAt(subset, 'trafficPolicy')),
  ]
  const breaks = policies.some(
    (policy) =>
      isObject(policy) && (policy['connectionPool'] !== undefined || policy['outlierDetection'] !== undefined),
  )
  return breaks ? ['circuit-breaker'] : []
}
