import { workloadIdentity } from '../../proxy/telemetry/workload-identity.ts'
import type { WorkloadEntrySpec } from '../../../lib/domain/istio/workload-entry.ts'
import type { MeshObject, MeshObjects } from '../ingest/parse-objects.ts'
import { groupBy } from './group-by.ts'
import type { Endpoint, EndpointHealth, Locality, MeshService, ServicePort, Workload } from './model.ts'
import { isExportedTo, matchesLabels } from './services.ts'
import { clusterId, workloadKey } from './workloads.ts'

/** Endpoints by `HOST:PORT`, the port being the service's. */
export type EndpointIndex = ReadonlyMap<string, readonly Endpoint[]>

export function endpointKey(host: string, port: number): string {
  return `${host}:${port}`
}

export interface EndpointSources {
  readonly objects: MeshObjects
  readonly services: readonly MeshService[]
  readonly workloads: ReadonlyMap<string, Workload>
}

/** Endpoints of every service that is balanced by EDS. */
export function endpointsOf(sources: EndpointSources): EndpointIndex {
  const slices = groupBy(sources.objects.byKind.EndpointSlice, sliceOwner)
  const entries = sources.services.flatMap((service) =>
    service.ports.map((port) => {
      const found =
        service.origin === 'Service'
          ? fromSlices(sources, slices, { service, port })
          : fromEntry(sources, { service, port })
      return [endpointKey(service.host, port.number), found] as const
    }),
  )
  return new Map(entries)
}

interface ServiceAndPort {
  readonly service: MeshService
  readonly port: ServicePort
}

type Slice = MeshObject<'EndpointSlice'>
type SliceEndpoint = NonNullable<Slice['endpoints']>[number]

function sliceOwner({ metadata }: Slice): string {
  return workloadKey(metadata.namespace ?? '', metadata.labels?.['kubernetes.io/service-name'] ?? '')
}

function fromSlices(
  { workloads }: EndpointSources,
  slices: ReadonlyMap<string, readonly Slice[]>,
  { service, port }: ServiceAndPort,
): Endpoint[] {
  const seen = new Set<string>()
  const found = slices.get(workloadKey(service.namespace, service.name)) ?? []
  return found.flatMap((slice) => {
    const target = (slice.ports ?? []).find(({ name }) => (name ?? '') === port.name)?.port
    if (target === undefined || target === null) return []
    return (slice.endpoints ?? []).flatMap((item) =>
      item.addresses.flatMap((address) => {
        if (seen.has(address)) return []
        seen.add(address)
        const workload = workloads.get(workloadKey(service.namespace, item.targetRef?.name ?? ''))
        return [endpointOf({ address, port: target }, item, workload ?? bareWorkload(service))]
      }),
    )
  })
}

function endpointOf(at: { address: string; port: number }, item: SliceEndpoint, workload: Workload): Endpoint {
  const locality = workload.locality.zone === '' ? { ...workload.locality, zone: item.zone ?? '' } : workload.locality
  return { ...at, ...workloadPart(workload), health: healthOf(item, workload), locality, weight: 1 }
}

function workloadPart(workload: Workload) {
  const { namespace, labels, serviceAccount, identity, hasProxy } = workload
  return { namespace, labels, serviceAccount, identity, hasProxy }
}

// The pod's own deletion is seen before the slice says so; each moment saved is a request not lost.
function healthOf({ conditions }: SliceEndpoint, { terminating }: Workload): EndpointHealth {
  if (terminating || conditions?.terminating === true) return 'draining'
  return conditions?.ready === false ? 'unhealthy' : 'healthy'
}

/** Stands in for endpoints without a pod, and for a pod that is not read yet. */
function bareWorkload({ name, namespace }: MeshService): Workload {
  return {
    name: '',
    namespace,
    ip: undefined,
    labels: {},
    annotations: {},
    serviceAccount: 'default',
    workloadName: name,
    identity: workloadIdentity({ workloadName: name, namespace, labels: {}, cluster: clusterId }),
    ports: [],
    locality: { region: '', zone: '', subzone: '' },
    nodeName: '',
    hasProxy: false,
    terminating: false,
  }
}

function fromEntry(sources: EndpointSources, { service, port }: ServiceAndPort): Endpoint[] {
  const entry = sources.objects.byKind.ServiceEntry.find(
    ({ metadata, spec }) =>
      (metadata.namespace ?? 'default') === service.namespace && spec.hosts.includes(service.name),
  )
  if (service.selector !== undefined)
    return [...selectedPods(sources, service, port), ...selectedEntries(sources, service, port)]
  return (entry?.spec.endpoints ?? []).map((endpoint) => entryEndpoint(endpoint, service, port))
}

function selectedEntries({ objects }: EndpointSources, service: MeshService, port: ServicePort): Endpoint[] {
  return objects.byKind.WorkloadEntry.filter(
    ({ metadata, spec }) =>
      metadata.namespace === service.namespace && matchesLabels(service.selector ?? {}, spec.labels ?? {}),
  ).map(({ spec }) => entryEndpoint(spec, service, port))
}

function entryEndpoint(endpoint: WorkloadEntrySpec, service: MeshService, port: ServicePort): Endpoint {
  const labels = endpoint.labels ?? {}
  const workload = bareWorkload(service)
  return {
    ...workloadPart(workload),
    address: endpoint.address ?? service.host,
    port: endpoint.ports?.[port.name] ?? numericTarget(port),
    labels,
    serviceAccount: endpoint.serviceAccount ?? 'default',
    identity: workloadIdentity({
      workloadName: service.name,
      namespace: service.namespace,
      labels,
      cluster: clusterId,
    }),
    hasProxy: labels['security.istio.io/tlsMode'] === 'istio',
    health: 'healthy' as const,
    locality: localityOfText(endpoint.locality ?? ''),
    weight: endpoint.weight ?? 1,
  }
}

function selectedPods({ workloads }: EndpointSources, service: MeshService, port: ServicePort): Endpoint[] {
  const selected = [...workloads.values()].filter(
    ({ namespace, labels }) => namespace === service.namespace && matchesLabels(service.selector ?? {}, labels),
  )
  return selected.flatMap((workload) =>
    workload.ip === undefined
      ? []
      : [
          {
            ...workloadPart(workload),
            address: workload.ip,
            port: numericTarget(port),
            health: workload.terminating ? ('draining' as const) : ('healthy' as const),
            locality: workload.locality,
            weight: 1,
          },
        ],
  )
}

function numericTarget({ targetPort, number }: ServicePort): number {
  return typeof targetPort === 'number' ? targetPort : number
}

function localityOfText(text: string): Locality {
  const [region = '', zone = '', subzone = ''] = text.split('/')
  return { region, zone, subzone }
}

/** Service accounts (`ns/NAMESPACE/sa/NAME`, sorted) by host: the identities a client may meet there. */
export type AccountIndex = ReadonlyMap<string, readonly string[]>

export function accountsOf(endpoints: EndpointIndex, services: readonly MeshService[]): AccountIndex {
  return new Map(services.map((service) => [service.host, accountsBehind(endpoints, service)]))
}

function accountsBehind(endpoints: EndpointIndex, { host, ports }: MeshService): string[] {
  const found = ports.flatMap(({ number }) => endpoints.get(endpointKey(host, number)) ?? [])
  const accounts = new Set(found.map(({ namespace, serviceAccount }) => `ns/${namespace}/sa/${serviceAccount}`))
  return [...accounts].toSorted((a, b) => (a < b ? -1 : 1))
}

/** Services that a namespace may see. */
export function visibleServices(services: readonly MeshService[], namespace: string): MeshService[] {
  return services.filter((service) => isExportedTo(service.exportTo, service.namespace, namespace))
}
