import type { NamespaceSummary } from '../../../lib/contract/namespaces.ts'
import { perSecond, text } from '../../../lib/client/format/number.ts'
import { routes } from '../../../lib/client/routes.ts'
import { HealthBar } from '../../mesh/health-bar.tsx'
import { QuantityText } from '../../mesh/quantity.tsx'
import {
  createdColumn,
  findingsColumn,
  findingsFacet,
  healthFacet,
  labelsColumn,
  nameColumn,
  trafficColumns,
} from './columns.tsx'
import type { Listing } from './listing.ts'
import { thingSubject } from './thing-subject.ts'

const injectionWords = { enabled: 'on', disabled: 'off', unset: 'no label' } as const

/** A namespace takes part in the mesh when something in it has a proxy or traffic was reported for it. */
export function isInMesh({ workloads, inbound, outboundRps }: NamespaceSummary): boolean {
  const reported = inbound.rps !== null || inbound.bytesPerSecond !== null || outboundRps !== null
  return reported || workloads === null || workloads.withSidecar > 0
}

export const namespaceListing: Listing<NamespaceSummary> = {
  kind: 'namespaces',
  noun: 'namespace',
  href: ({ name }, scope) => routes.namespace(scope, name),
  labels: ({ labels }) => labels,
  subject: (namespace) => thingSubject(namespace, namespace.labels, { flags: { outofmesh: !isInMesh(namespace) } }),
  graph: (items, scope) => routes.graph({ ...scope, namespaces: items.map(({ name }) => name) }),
  logs: (items, scope) => routes.logs({ ...scope, namespaces: items.map(({ name }) => name) }),
  columns: [
    nameColumn('Namespace'),
    {
      id: 'health',
      label: 'Workload health',
      sort: ({ healthCounts }) => (healthCounts['failing'] ?? 0) * 1_000 + (healthCounts['degraded'] ?? 0),
      text: ({ healthCounts }) =>
        Object.entries(healthCounts)
          .map(([status, count]) => `${count} ${status}`)
          .join(', ') || 'none',
      cell: ({ healthCounts }) => <HealthBar counts={healthCounts} />,
    },
    ...trafficColumns,
    findingsColumn,
    {
      id: 'out',
      label: 'Out',
      end: true,
      hidden: true,
      sort: ({ outboundRps }) => outboundRps,
      text: ({ outboundRps }) => text(perSecond(outboundRps)),
      cell: ({ outboundRps }) => <QuantityText quantity={perSecond(outboundRps)} />,
    },
    {
      id: 'policy',
      label: 'PeerAuthentication',
      sort: ({ mtlsMode }) => mtlsMode,
      text: ({ mtlsMode }) => mtlsMode ?? 'none',
      cell: ({ mtlsMode }) => (
        <span className={mtlsMode === 'DISABLE' ? 'text-failing-text' : ''}>{mtlsMode ?? 'none'}</span>
      ),
    },
    {
      id: 'injection',
      label: 'Injection',
      sort: ({ injection }) => injection,
      text: ({ injection }) => injectionWords[injection],
    },
    {
      id: 'proxies',
      label: 'With proxy',
      end: true,
      sort: ({ workloads }) => workloads?.withSidecar ?? null,
      text: ({ workloads }) => (workloads === null ? 'n/a' : `${workloads.withSidecar} of ${workloads.total}`),
      cell: ({ workloads }) =>
        workloads === null ? (
          'n/a'
        ) : (
          <span className={workloads.withSidecar < workloads.total ? 'text-degraded-text' : ''}>
            {`${workloads.withSidecar} of ${workloads.total}`}
          </span>
        ),
    },
    {
      id: 'services',
      label: 'Services',
      end: true,
      hidden: true,
      sort: ({ services }) => services,
      text: ({ services }) => (services === null ? 'n/a' : String(services)),
    },
    labelsColumn,
    createdColumn,
  ],
  facets: [
    healthFacet,
    { id: 'policy', label: 'PeerAuthentication', values: ({ mtlsMode }) => [mtlsMode ?? 'none'] },
    { id: 'injection', label: 'Injection', values: ({ injection }) => [injectionWords[injection]] },
    findingsFacet,
  ],
}
