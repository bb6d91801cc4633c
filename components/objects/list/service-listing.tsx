import type { ServiceSummary } from '../../../lib/contract/services.ts'
import { routes } from '../../../lib/client/routes.ts'
import { pairs } from './cells.tsx'
import {
  createdColumn,
  findingsColumn,
  findingsFacet,
  placedColumns,
  placedFacets,
  readyColumn,
  trafficColumns,
} from './columns.tsx'
import type { Listing } from './listing.ts'
import { graphOf } from './row-verbs.ts'
import { thingSubject } from './thing-subject.ts'

const protocolsOf = ({ ports }: ServiceSummary) => [
  ...new Set(ports.map(({ appProtocol, protocol, name }) => appProtocol ?? byName(name) ?? protocol)),
]

/** Istio's rule: without an application protocol the port's name begins with it. */
function byName(name: string | null): string | null {
  return /^(http2?|https|grpc|grpc-web|tls|tcp|mongo|mysql|redis)(-|$)/.exec(name ?? '')?.[1] ?? null
}

function configWords({ config }: ServiceSummary): string {
  const kinds = [...new Set(config.map(({ kind }) => kind))]
  return kinds.length === 0 ? 'none' : kinds.join(', ')
}

const hasRoute = ({ config }: ServiceSummary) => config.some(({ kind }) => /^(VirtualService|.*Route)$/.test(kind))

export const serviceListing: Listing<ServiceSummary> = {
  kind: 'services',
  noun: 'service',
  href: ({ namespace, name }, scope) => routes.service(scope, namespace, name),
  labels: ({ labels }) => labels,
  subject: (service) =>
    thingSubject(service, service.labels, {
      texts: { service: [service.name], kind: [service.type], protocol: protocolsOf(service) },
      flags: { virtualservice: hasRoute(service) },
    }),
  graph: (services, scope) => graphOf(services, 'service', scope),
  columns: [
    ...placedColumns('Service'),
    {
      id: 'protocol',
      label: 'Protocol',
      sort: (service) => protocolsOf(service).join(', '),
      text: (service) => protocolsOf(service).join(', '),
    },
    {
      id: 'ports',
      label: 'Ports',
      hidden: true,
      sort: ({ ports }) => ports[0]?.port ?? null,
      text: ({ ports }) => ports.map(({ port }) => port).join(', '),
    },
    { id: 'config', label: 'Configuration', sort: ({ config }) => config.length, text: configWords },
    readyColumn('endpoints', ({ endpoints }) =>
      endpoints === null ? null : { ...endpoints, wanted: Math.max(endpoints.total, 1) },
    ),
    ...trafficColumns,
    findingsColumn,
    { id: 'type', label: 'Type', hidden: true, sort: ({ type }) => type, text: ({ type }) => type },
    {
      id: 'ip',
      label: 'Cluster IP',
      hidden: true,
      sort: ({ clusterIP }) => clusterIP,
      text: ({ clusterIP }) => clusterIP ?? 'none',
    },
    { id: 'host', label: 'Host', hidden: true, sort: ({ host }) => host, text: ({ host }) => host },
    { id: 'selector', label: 'Selector', hidden: true, sort: () => null, text: ({ selector }) => pairs(selector) },
    createdColumn,
  ],
  facets: [
    ...placedFacets,
    { id: 'protocol', label: 'Protocol', values: protocolsOf },
    { id: 'routing', label: 'Routing', values: (service) => [hasRoute(service) ? 'has a route' : 'default route'] },
    findingsFacet,
    {
      id: 'use',
      label: 'Use',
      values: ({ inbound }) => [inbound.rps === null && inbound.bytesPerSecond === null ? 'unused' : 'used'],
    },
  ],
}
