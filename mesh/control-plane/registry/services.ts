import { serviceIndexAnnotation } from '../../network/addresses.ts'
import type { Meta } from '../ingest/kubernetes-schemas.ts'
import type { MeshObject, MeshObjects, ServiceEntryObject } from '../ingest/parse-objects.ts'
import type { MeshConfig } from './mesh-config.ts'
import type { Labels, MeshService, Resolution, ServicePort } from './model.ts'
import { protocolOf, protocolOfName } from './protocol.ts'

const domain = 'svc.cluster.local'
const exportToAnnotation = 'networking.istio.io/exportTo'

/** Full name of a Kubernetes Service. */
export function serviceHost(name: string, namespace: string): string {
  return `${name}.${namespace}.${domain}`
}

/** A host as written in an object of a namespace: names without a dot are Services of that namespace. */
export function resolveHost(host: string, namespace: string): string {
  return host.includes('.') || host === '*' ? host : serviceHost(host, namespace)
}

/** All services: Kubernetes Services, then hosts of ServiceEntries, oldest first. */
export function servicesOf(objects: MeshObjects, config: MeshConfig): MeshService[] {
  const kubernetes = objects.byKind.Service.filter(({ spec }) => spec.type !== 'ExternalName').map((item) =>
    fromKubernetes(item, config),
  )
  const known = new Set(kubernetes.map(({ host }) => host))
  const entries = objects.byKind.ServiceEntry.flatMap((entry) => fromServiceEntry(entry, config))
  return [...kubernetes, ...entries.filter(({ host }) => !known.has(host))]
}

function fromKubernetes({ metadata, spec }: MeshObject<'Service'>, config: MeshConfig): MeshService {
  const { name, namespace = 'default' } = metadata
  const addresses = (spec.clusterIPs ?? [spec.clusterIP ?? '']).filter((ip) => ip !== '' && ip !== 'None')
  return {
    host: serviceHost(name, namespace),
    name,
    namespace,
    origin: 'Service',
    ports: spec.ports.map((port) => ({
      number: port.port,
      name: port.name ?? '',
      protocol: protocolOf({
        port: port.port,
        name: port.name,
        appProtocol: port.appProtocol,
        transport: port.protocol,
      }),
      targetPort: port.targetPort ?? port.port,
    })),
    addresses,
    headless: spec.clusterIP === 'None',
    resolution: 'eds',
    meshExternal: false,
    exportTo: exportToOf(metadata) ?? config.defaultServiceExportTo,
    selector: selectorOf(spec.selector),
    serviceIndex: serviceIndexOf(metadata),
    subjectAltNames: [],
    created: metadata.creationTimestamp ?? '',
  }
}

function fromServiceEntry({ metadata, spec }: ServiceEntryObject, config: MeshConfig): MeshService[] {
  const shared = {
    namespace: metadata.namespace ?? 'default',
    origin: 'ServiceEntry' as const,
    ports: (spec.ports ?? []).map(serviceEntryPort),
    addresses: (spec.addresses ?? []).filter((address) => !address.includes('/')),
    headless: false,
    resolution: resolutionOf(spec.resolution ?? 'NONE'),
    meshExternal: (spec.location ?? 'MESH_EXTERNAL') === 'MESH_EXTERNAL',
    exportTo: spec.exportTo ?? config.defaultServiceExportTo,
    selector: selectorOf(spec.workloadSelector?.labels),
    subjectAltNames: spec.subjectAltNames ?? [],
    created: metadata.creationTimestamp ?? '',
  }
  // An index stands for one host only.
  const own = (index: number) => ({ serviceIndex: index === 0 ? serviceIndexOf(metadata) : undefined })
  return spec.hosts.map((host, index) => ({
    ...shared,
    ...own(index),
    host: resolveHost(host, shared.namespace),
    name: host,
  }))
}

type EntryPort = NonNullable<ServiceEntryObject['spec']['ports']>[number]

function serviceEntryPort({ number, name, protocol, targetPort }: EntryPort): ServicePort {
  return {
    number,
    name,
    protocol: protocolOfName(protocol ?? '') ?? protocolOf({ port: number, name }),
    targetPort: targetPort ?? number,
  }
}

function resolutionOf(resolution: NonNullable<ServiceEntryObject['spec']['resolution']>): Resolution {
  switch (resolution) {
    case 'STATIC':
      return 'eds'
    case 'DNS':
    case 'DYNAMIC_DNS':
      return 'strict-dns'
    case 'DNS_ROUND_ROBIN':
      return 'logical-dns'
    case 'NONE':
      return 'original-dst'
  }
}

function selectorOf(selector: Labels | null | undefined): Labels | undefined {
  return selector === null || selector === undefined || Object.keys(selector).length === 0 ? undefined : selector
}

function serviceIndexOf({ annotations }: Meta): number | undefined {
  const text = annotations?.[serviceIndexAnnotation]
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined
}

function exportToOf({ annotations }: Meta): string[] | undefined {
  return annotations?.[exportToAnnotation]?.split(',').map((part) => part.trim())
}

/** Whether an object exported to `exportTo` by `owner` is seen in `namespace`. */
export function isExportedTo(exportTo: readonly string[], owner: string, namespace: string): boolean {
  return exportTo.some((to) => to === '*' || to === namespace || (to === '.' && owner === namespace))
}

/** Whether labels carry every pair of a selector; an empty selector matches all. */
export function matchesLabels(selector: Labels, labels: Labels): boolean {
  return Object.entries(selector).every(([key, value]) => labels[key] === value)
}
