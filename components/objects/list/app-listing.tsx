import type { AppSummary } from '../../../lib/contract/apps.ts'
import { routes } from '../../../lib/client/routes.ts'
import { placedColumns, placedFacets, trafficColumns } from './columns.tsx'
import type { Listing } from './listing.ts'

export const appListing: Listing<AppSummary> = {
  kind: 'applications',
  noun: 'application',
  href: ({ namespace, name }, scope) => routes.application(scope, namespace, name),
  labels: ({ name }) => ({ app: name }),
  columns: [
    ...placedColumns('Application'),
    {
      id: 'versions',
      label: 'Versions',
      sort: ({ versions }) => versions.length,
      text: ({ versions }) => (versions.length === 0 ? 'none' : versions.join(', ')),
    },
    {
      id: 'workloads',
      label: 'Workloads',
      end: true,
      sort: ({ workloads }) => workloads.length,
      text: ({ workloads }) => String(workloads.length),
    },
    ...trafficColumns,
  ],
  facets: [
    ...placedFacets,
    {
      id: 'versions',
      label: 'Versions',
      values: ({ versions }) => [versions.length > 1 ? 'several versions' : 'one version'],
    },
  ],
}
