import type { ServiceSummary } from '../../../lib/contract/services.ts'
import { routes } from '../../../lib/client/routes.ts'
import { dayOf, pairs, Ready, trafficColumns } from './cells.tsx'
import type { Listing } from './listing.ts'

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
  columns: [
    { id: 'name', label: 'Service', sort: ({ name }) => name, text: ({ name }) => name },
    { id: 'namespace', label: 'Namespace', sort: ({ namespace }) => namespace, text: ({ namespace }) => namespace },
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
    {
      id: 'endpoints',
      label: 'Pods ready',
      end: true,
      sort: ({ endpoints }) => endpoints?.ready ?? null,
      text: ({ endpoints }) => (endpoints === null ? 'n/a' : `${endpoints.ready} of ${endpoints.total}`),
      cell: ({ endpoints }) =>
        endpoints === null ? 'n/a' : <Ready ready={endpoints.ready} wanted={Math.max(endpoints.total, 1)} />,
    },
    ...trafficColumns,
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
    {
      id: 'created',
      label: 'Created',
      hidden: true,
      sort: ({ createdAt }) => createdAt,
      text: ({ createdAt }) => dayOf(createdAt),
    },
  ],
  facets: [
    { id: 'health', label: 'Health', values: ({ health }) => [health.status] },
    { id: 'namespace', label: 'Namespace', values: ({ namespace }) => [namespace] },
    { id: 'protocol', label: 'Protocol', values: protocolsOf },
    { id: 'routing', label: 'Routing', values: (service) => [hasRoute(service) ? 'has a route' : 'default route'] },
    {
      id: 'use',
      label: 'Use',
      values: ({ inbound }) => [inbound.rps === null && inbound.bytesPerSecond === null ? 'unused' : 'used'],
    },
  ],
}
