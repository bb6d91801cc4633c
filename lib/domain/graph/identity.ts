import { UNKNOWN } from '../model/names.ts'
import type { TelemetryLabels } from '../telemetry/samples.ts'
import type { GraphType, NodeKind, Protocol } from './model.ts'

/** What a node is, before anything is counted. `id` is `cluster/namespace/kind/name` (G4). */
export interface NodeIdentity {
  readonly id: string
  readonly kind: NodeKind
  readonly cluster: string
  readonly namespace: string | null
  readonly name: string
  readonly app: string | null
  readonly version: string | null
  readonly workload: string | null
  readonly service: string | null
}

/** Envoy clusters that stand for traffic to hosts that the mesh does not know (G8). */
const passthrough: ReadonlySet<string> = new Set([
  'PassthroughCluster',
  'BlackHoleCluster',
  'InboundPassthroughCluster',
  'AllowAnyDynamicDNSCluster',
])

const known = (value: string) => value !== UNKNOWN && value !== ''
const orNull = (value: string) => (known(value) ? value : null)

/** One end of a call as the graph types see it. */
interface Party {
  readonly cluster: string
  readonly namespace: string
  readonly workload: string
  readonly canonicalService: string
  readonly canonicalRevision: string
}

/** Which service a workload answers for, learnt from calls that reached it; only the service graph asks. */
export type ServiceOfWorkload = (namespace: string, workload: string) => string | undefined

export interface NodeNaming {
  readonly type: GraphType
  readonly serviceOf: ServiceOfWorkload
}

/** The node that calls. */
export function sourceNode(labels: TelemetryLabels, naming: NodeNaming): NodeIdentity {
  const party: Party = {
    cluster: known(labels.sourceCluster) ? labels.sourceCluster : labels.destinationCluster,
    namespace: labels.sourceNamespace,
    workload: labels.sourceWorkload,
    canonicalService: labels.sourceCanonicalService,
    canonicalRevision: labels.sourceCanonicalRevision,
  }
  if (!known(party.workload)) return unknownNode(party.cluster, 'source')
  if (naming.type !== 'service') return partyNode(party, naming.type)
  const service = naming.serviceOf(party.namespace, party.workload)
  return service === undefined ? partyNode(party, 'workload') : serviceNode(party.cluster, party.namespace, service)
}

/** The node that is called; a request that found no workload ends at its service (G7). */
export function targetNode(labels: TelemetryLabels, naming: NodeNaming): NodeIdentity {
  const party: Party = {
    cluster: known(labels.destinationCluster) ? labels.destinationCluster : labels.sourceCluster,
    namespace: labels.destinationNamespace,
    workload: labels.destinationWorkload,
    canonicalService: labels.destinationCanonicalService,
    canonicalRevision: labels.destinationCanonicalRevision,
  }
  const service = labels.destinationServiceName
  if (passthrough.has(service)) return externalNode(party.cluster, service)
  if (known(party.workload) && (naming.type !== 'service' || !known(service)))
    return partyNode(party, naming.type === 'service' ? 'workload' : naming.type)
  if (!known(service)) return unknownNode(party.cluster, 'destination')
  const namespace = known(labels.destinationServiceNamespace) ? labels.destinationServiceNamespace : party.namespace
  return serviceNode(party.cluster, namespace, service)
}

function partyNode(party: Party, type: 'workload' | 'app' | 'versionedApp'): NodeIdentity {
  const app = orNull(party.canonicalService)
  const version = orNull(party.canonicalRevision)
  const base = { cluster: party.cluster, namespace: orNull(party.namespace), app, service: null }
  if (type === 'workload' || app === null)
    return {
      ...base,
      id: nodeId(party, 'workload', party.workload),
      kind: 'workload',
      name: party.workload,
      version,
      workload: party.workload,
    }
  if (type === 'app')
    return { ...base, id: nodeId(party, 'app', app), kind: 'app', name: app, version: null, workload: null }
  const name = version === null ? app : `${app}@${version}`
  return { ...base, id: nodeId(party, 'app', name), kind: 'app', name: app, version, workload: party.workload }
}

/** The node of a service. */
export function serviceNode(cluster: string, namespace: string, name: string): NodeIdentity {
  const id = nodeId({ cluster, namespace }, 'service', name)
  return {
    id,
    kind: 'service',
    cluster,
    namespace: orNull(namespace),
    name,
    app: null,
    version: null,
    workload: null,
    service: name,
  }
}

/** The node of a workload that no call has named: an idle one. */
export function workloadNode(input: {
  cluster: string
  namespace: string
  name: string
  app: string | null
  version: string | null
}): NodeIdentity {
  const id = nodeId(input, 'workload', input.name)
  return { ...input, id, kind: 'workload', workload: input.name, service: null }
}

function externalNode(cluster: string, name: string): NodeIdentity {
  const id = nodeId({ cluster, namespace: UNKNOWN }, 'external', name)
  return {
    id,
    kind: 'external',
    cluster,
    namespace: null,
    name,
    app: null,
    version: null,
    workload: null,
    service: name,
  }
}

function unknownNode(cluster: string, role: 'source' | 'destination'): NodeIdentity {
  const id = nodeId({ cluster, namespace: UNKNOWN }, 'unknown', role)
  return {
    id,
    kind: 'unknown',
    cluster,
    namespace: null,
    name: UNKNOWN,
    app: null,
    version: null,
    workload: null,
    service: null,
  }
}

/** The node of one value of the aggregate's label before a callee; null where the series has none. */
export function aggregateNode(labels: TelemetryLabels, target: NodeIdentity): NodeIdentity | null {
  const { aggregate } = labels
  if (aggregate === undefined || !known(aggregate)) return null
  const of = target.service ?? target.app ?? target.name
  const place = { cluster: target.cluster, namespace: target.namespace ?? UNKNOWN }
  return {
    ...target,
    id: nodeId(place, 'aggregate', `${escapedName(aggregate)}@${of}`),
    kind: 'aggregate',
    name: aggregate,
    version: null,
    workload: null,
  }
}

/** Any text in characters that need no escaping in a path, one to one: `!` and two hex digits for a byte of UTF-8. */
function escapedName(text: string): string {
  const wellFormed = text.replaceAll(/\p{Surrogate}/gu, '\uFFFD')
  const percented = encodeURIComponent(wellFormed).replaceAll(
    /[!~*'()]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16)}`,
  )
  return percented.replaceAll(/%../g, (byte) => `!${byte.slice(1).toLowerCase()}`)
}

function nodeId(place: { cluster: string; namespace: string }, kind: string, name: string): string {
  return `${place.cluster}/${place.namespace}/${kind}/${name}`
}

/** An edge's id is made of its ends and protocol, in characters that need no escaping in a path (G5). */
export function edgeId(source: string, target: string, protocol: Protocol): string {
  return `${source}~${target}~${protocol}`.replaceAll('/', ':')
}

/** Learns which service each workload answers for: the busiest, ties by name. */
export function servicesOfWorkloads(
  calls: Iterable<TelemetryLabels & { readonly perSecond: number }>,
): ServiceOfWorkload {
  const rates = new Map<string, Map<string, number>>()
  for (const call of calls) {
    const service = call.destinationServiceName
    if (!known(call.destinationWorkload) || !known(service) || passthrough.has(service)) continue
    const workload = `${call.destinationNamespace}/${call.destinationWorkload}`
    const of = rates.get(workload) ?? new Map<string, number>()
    of.set(service, (of.get(service) ?? 0) + call.perSecond)
    rates.set(workload, of)
  }
  const busiest = new Map<string, string>()
  for (const [workload, of] of rates) {
    const [first] = [...of].toSorted(([a, x], [b, y]) => y - x || a.localeCompare(b))
    if (first !== undefined) busiest.set(workload, first[0])
  }
  return (namespace, workload) => busiest.get(`${namespace}/${workload}`)
}
