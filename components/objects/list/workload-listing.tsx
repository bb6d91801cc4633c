import type { WorkloadSummary } from '../../../lib/contract/workloads.ts'
import { routes } from '../../../lib/client/routes.ts'
import { createdColumn, labelsColumn, placedColumns, placedFacets, readyColumn, trafficColumns } from './columns.tsx'
import type { Listing } from './listing.ts'
import { graphOf, logsOf } from './row-verbs.ts'
import { thingSubject } from './thing-subject.ts'

/** What the sidecar of a workload means, in words. */
export const proxyWords: Readonly<Record<WorkloadSummary['sidecar'], string>> = {
  all: 'in every pod',
  some: 'in some pods',
  none: 'no proxy',
  unknown: 'n/a',
}

export const workloadListing: Listing<WorkloadSummary> = {
  kind: 'workloads',
  noun: 'workload',
  href: ({ namespace, name }, scope) => routes.workload(scope, namespace, name),
  labels: ({ labels }) => labels,
  subject: (workload) => {
    const { name, app, version, kind, sidecar, labels } = workload
    const known = (text: string | null) => (text === null ? [] : [text])
    return thingSubject(workload, labels, {
      texts: { workload: [name], app: known(app), version: known(version), kind: [kind] },
      flags: { outofmesh: sidecar === 'none' },
    })
  },
  graph: (workloads, scope) => graphOf(workloads, 'workload', scope),
  logs: logsOf,
  columns: [
    ...placedColumns('Workload'),
    { id: 'kind', label: 'Kind', sort: ({ kind }) => kind, text: ({ kind }) => kind },
    { id: 'app', label: 'App', hidden: true, sort: ({ app }) => app, text: ({ app }) => app ?? 'none' },
    { id: 'version', label: 'Version', sort: ({ version }) => version, text: ({ version }) => version ?? 'none' },
    readyColumn('ready', ({ replicas }) =>
      replicas === null ? null : { ready: replicas.ready, wanted: replicas.desired, total: replicas.desired },
    ),
    ...trafficColumns,
    {
      id: 'proxy',
      label: 'Proxy',
      sort: ({ sidecar }) => sidecar,
      text: ({ sidecar }) => proxyWords[sidecar],
      cell: ({ sidecar }) => (
        <span className={sidecar === 'none' || sidecar === 'some' ? 'text-degraded-text' : ''}>
          {proxyWords[sidecar]}
        </span>
      ),
    },
    {
      id: 'account',
      label: 'Service account',
      hidden: true,
      sort: ({ serviceAccount }) => serviceAccount,
      text: ({ serviceAccount }) => serviceAccount ?? 'n/a',
    },
    labelsColumn,
    createdColumn,
  ],
  facets: [
    ...placedFacets,
    { id: 'kind', label: 'Kind', values: ({ kind }) => [kind] },
    { id: 'proxy', label: 'Proxy', values: ({ sidecar }) => [proxyWords[sidecar]] },
    { id: 'version', label: 'Version', values: ({ version }) => (version === null ? [] : [version]) },
  ],
}
