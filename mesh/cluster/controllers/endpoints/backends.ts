import { isPodFinished, isPodReady, isTerminating, type Pod } from '../../objects/pod.ts'
import type { Endpoint, EndpointPort, Service, ServicePort } from '../../objects/service.ts'
import { matchesLabels } from '../../objects/label-selector.ts'

/** One pod behind a Service, with the Service's ports as this pod serves them. */
export type Backend = { readonly endpoint: Endpoint; readonly ports: readonly EndpointPort[] }

/** The pods that a Service selects and that have an address, in name order. */
export function backendsOf(service: Service, pods: readonly Pod[], zones: ReadonlyMap<string, string>): Backend[] {
  const { selector } = service.spec
  if (selector === undefined || selector === null) return []
  return pods
    .filter(
      (pod) => matchesLabels(selector, pod.metadata.labels) && !isPodFinished(pod) && pod.status?.podIP !== undefined,
    )
    .toSorted((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))
    .map((pod) => ({ endpoint: endpointOf(service, pod, zones), ports: portsOf(service, pod) }))
}

function endpointOf({ spec }: Service, pod: Pod, zones: ReadonlyMap<string, string>): Endpoint {
  const { name, namespace, uid } = pod.metadata
  const { nodeName } = pod.spec
  const zone = zones.get(nodeName ?? '')
  const serving = isPodReady(pod) || spec.publishNotReadyAddresses === true
  const terminating = isTerminating(pod)
  const ready = serving && (!terminating || spec.publishNotReadyAddresses === true)
  return {
    addresses: [pod.status?.podIP ?? ''],
    conditions: { ready, serving, terminating },
    ...(nodeName === undefined ? {} : { nodeName }),
    targetRef: { kind: 'Pod', namespace, name, uid },
    ...(zone === undefined ? {} : { zone }),
  }
}

function portsOf({ spec }: Service, pod: Pod): EndpointPort[] {
  return spec.ports.flatMap((port) => {
    const number = targetPort(port, pod)
    if (number === undefined) return []
    const { name = '', protocol, appProtocol } = port
    return [{ name, port: number, protocol, ...(appProtocol === undefined ? {} : { appProtocol }) }]
  })
}

/** A numeric targetPort as it is; a name as the pod's container port of that name; absent, the Service's own port. */
function targetPort({ port, targetPort, protocol }: ServicePort, { spec }: Pod): number | undefined {
  if (typeof targetPort !== 'string') return targetPort ?? port
  const named = spec.containers
    .flatMap(({ ports = [] }) => ports)
    .find((candidate) => candidate.name === targetPort && (candidate.protocol ?? 'TCP') === protocol)
  return named?.containerPort
}

/** Backends that serve the same ports belong in one slice or subset. */
export function groupByPorts(backends: readonly Backend[]): Backend[][] {
  const groups = new Map<string, Backend[]>()
  for (const backend of backends) {
    const key = JSON.stringify(backend.ports)
    groups.set(key, [...(groups.get(key) ?? []), backend])
  }
  return [...groups.values()]
}
