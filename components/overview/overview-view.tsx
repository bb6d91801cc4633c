'use client'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { counted } from '../../lib/client/format/number.ts'
import { changesQuery } from '../../lib/client/queries/changes.ts'
import { configListQuery } from '../../lib/client/queries/config.ts'
import { graphQuery } from '../../lib/client/queries/graph.ts'
import { namespacesQuery } from '../../lib/client/queries/objects.ts'
import { routes } from '../../lib/client/routes.ts'
import { windowLabel } from '../../lib/client/time-window.ts'
import { SaveCapsuleButton } from '../capsule/save-capsule-button.tsx'
import { DegradedBanner } from '../graph/graph-notices.tsx'
import { isInMesh } from '../objects/list/namespace-listing.tsx'
import { PageBody, PageTitle } from '../shell/page-bar.tsx'
import { useRefresh } from '../shell/refresh.tsx'
import { freshness } from '../shell/freshness.ts'
import { StatusItems } from '../shell/status-bar.tsx'
import { useIsCapsule } from '../shell/use-capsule.ts'
import { useNow } from '../shell/use-now.ts'
import { useScope } from '../shell/use-scope.ts'
import { Note } from '../ui/note.tsx'
import { Card } from '../ui/panel.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'
import { ErrorList } from './error-list.tsx'
import { KpiRow } from './kpi-row.tsx'
import { meshTotals } from './mesh-totals.ts'
import { NamespaceTable } from './namespace-table.tsx'
import { PathStrip } from './path-strip.tsx'
import { RecentChanges } from './recent-changes.tsx'
import { ServiceRanking } from './service-ranking.tsx'
import { topErrors, unhealthyPaths } from './unhealthy-paths.ts'
import { useMeshCourse } from './use-mesh-course.ts'
import { useProblem } from './use-problem.ts'
import { WrongNow } from './wrong-now.tsx'

/** What is wrong now, where it comes from, and what was changed before it began. */
export function OverviewView() {
  const { scope } = useScope()
  const { refetchInterval } = useRefresh()
  const now = useNow()
  const isCapsule = useIsCapsule()
  const graph = useQuery({ ...graphQuery({ scope, type: 'workload', idle: false }), refetchInterval })
  const namespaces = useQuery({ ...namespacesQuery(scope), refetchInterval })
  const changes = useQuery({ ...changesQuery({ limit: 50 }), refetchInterval })
  const config = useQuery({ ...configListQuery(), refetchInterval })
  const chosen = namespaces.data?.items.filter(
    ({ name }) => scope.namespaces.length === 0 || scope.namespaces.includes(name),
  )
  const window = windowLabel(scope.window ?? '60s').toLowerCase()
  const failures = graph.data?.degraded ?? namespaces.data?.degraded ?? []
  const course = useMeshCourse()
  const paths = graph.data === undefined ? [] : unhealthyPaths(graph.data, 3)
  const problem = useProblem(paths[0], changes.data?.changes ?? [])
  const retry = () => {
    for (const query of [graph, namespaces]) query.refetch().catch(() => undefined)
  }
  return (
    <PageBody>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <PageTitle
          title="Overview"
          facts={chosen === undefined ? window : `${counted(chosen.length, 'namespace')}, ${window}`}
        />
        <SaveCapsuleButton />
      </div>
      <DegradedBanner failures={failures} now={now} onRetry={retry} />
      {graph.error === null ? null : <Note tone="degraded">{graph.error.message}</Note>}
      {problem === null ? null : <WrongNow problem={problem} scope={scope} />}
      <KpiRow
        course={course}
        totals={graph.data === undefined ? null : meshTotals(graph.data)}
        config={config.data ?? null}
        scope={scope}
      />
      <div className="grid grid-cols-[minmax(0,1fr)_350px] gap-3 max-xl:grid-cols-1">
        <div className="flex min-w-0 flex-col gap-3">
          {chosen === undefined ? (
            <LoadingCard title="Namespaces" />
          ) : (
            <NamespaceTable
              items={chosen.filter(isInMesh)}
              outside={chosen.length - chosen.filter(isInMesh).length}
              scope={scope}
            />
          )}
          <Card
            title="Unhealthy paths"
            hint="from entry to the cause"
            actions={<Link href={routes.graph(scope)}>Open on graph</Link>}
          >
            {graph.data === undefined ? (
              <SkeletonRows rows={3} />
            ) : (
              <div className="flex flex-col gap-5 px-4 py-3.5">
                {paths.map((path) => (
                  <PathStrip key={path.edges.at(-1)?.id} path={path} scope={scope} />
                ))}
                {paths.length === 0 ? <p className="text-dense text-ink-2">Every edge is healthy or idle.</p> : null}
              </div>
            )}
          </Card>
        </div>
        <div className="flex min-w-0 flex-col gap-3">
          <Card title="Top errors" hint={window}>
            {graph.data === undefined ? (
              <SkeletonRows rows={4} />
            ) : (
              <ErrorList edges={topErrors(graph.data, 5)} nodes={graph.data.nodes} scope={scope} />
            )}
          </Card>
          <ServiceRanking />
          <Card title="Recent changes" actions={<Link href={routes.changes(scope)}>Ledger</Link>}>
            {changes.data !== undefined ? (
              <RecentChanges
                changes={changes.data.changes.slice(0, 7)}
                explained={problem?.explained ?? null}
                scope={scope}
              />
            ) : changes.error === null ? (
              <SkeletonRows rows={4} />
            ) : (
              <p className="px-3.5 py-3 text-dense text-ink-2">{changes.error.message}</p>
            )}
          </Card>
        </div>
      </div>
      <StatusItems>
        <span>
          {graph.dataUpdatedAt === 0 || now === null
            ? ''
            : freshness({ ageMs: now - graph.dataUpdatedAt, stale: false, isCapsule })}
        </span>
      </StatusItems>
    </PageBody>
  )
}

function LoadingCard({ title }: { title: string }) {
  return (
    <Card title={title}>
      <SkeletonRows />
    </Card>
  )
}
