import type { AppSummary } from '../../../lib/contract/apps.ts'
import { routes } from '../../../lib/client/routes.ts'
import { placedColumns, placedFacets, trafficColumns } from './columns.tsx'
import type { Listing } from './listing.ts'
import { graphOf, logsOf } from './row-verbs.ts'
import { thingSubject } from './thing-subject.ts'

export const appListing: Listing<AppSummary> = {
  kind: 'applications',
  noun: 'application',
  href: ({ namespace, name }, scope) => routes.application(scope, namespace, name),
  labels: ({ name }) => ({ app: name }),
  subject: (app) =>
    thingSubject(
      app,
      { app: app.name },
      { texts: { app: [app.name], version: app.versions, workload: app.workloads } },
    ),
  graph: (apps, scope) => graphOf(apps, 'app', scope),
  logs: (apps, scope) =>
    logsOf(
      apps.flatMap(({ namespace, workloads }) => workloads.map((name) => ({ namespace, name }))),
      scope,
    ),
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
