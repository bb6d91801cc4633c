'use client'
import { useQuery } from '@tanstack/react-query'
import { appsQuery, namespacesQuery, servicesQuery, workloadsQuery } from '../../lib/client/queries/objects.ts'
import { NamespaceTable } from '../overview/namespace-table.tsx'
import { useRefresh } from '../shell/refresh.tsx'
import { useScope } from '../shell/use-scope.ts'
import { NothingMatches, ObjectList, type ListKind } from './object-list.tsx'
import { appRow, serviceRow, sortedRows, workloadRow, type ObjectRow } from './object-row.ts'
import { ObjectTable } from './object-table.tsx'

type Listed = {
  data: { items: readonly unknown[]; degraded: Parameters<typeof ObjectList>[0]['failures'] } | undefined
  error: Error | null
  refetch: () => Promise<unknown>
}

/** What a list page needs of its query, whatever the items are. */
function frame(kind: ListKind, query: Listed) {
  return {
    kind,
    count: query.data?.items.length ?? null,
    failures: query.data?.degraded ?? [],
    error: query.error,
    onRetry: () => {
      query.refetch().catch(() => undefined)
    },
  }
}

function Rows({
  rows,
  filter,
  noun,
  detailHead,
}: {
  rows: readonly ObjectRow[]
  filter: string
  noun: string
  detailHead: string
}) {
  const shown = sortedRows(rows, filter)
  if (shown.length === 0) return <NothingMatches filter={filter} noun={noun} />
  return <ObjectTable label={`${noun}s`} detailHead={detailHead} rows={shown} />
}

export function WorkloadList() {
  const { scope } = useScope()
  const { refetchInterval } = useRefresh()
  const query = useQuery({ ...workloadsQuery(scope), refetchInterval })
  const rows = query.data?.items.map((item) => workloadRow(item, scope)) ?? []
  return (
    <ObjectList {...frame('workloads', query)}>
      {(filter) => <Rows rows={rows} filter={filter} noun="workload" detailHead="Kind" />}
    </ObjectList>
  )
}

export function ServiceList() {
  const { scope } = useScope()
  const { refetchInterval } = useRefresh()
  const query = useQuery({ ...servicesQuery(scope), refetchInterval })
  const rows = query.data?.items.map((item) => serviceRow(item, scope)) ?? []
  return (
    <ObjectList {...frame('services', query)}>
      {(filter) => <Rows rows={rows} filter={filter} noun="service" detailHead="Ports and configuration" />}
    </ObjectList>
  )
}

export function ApplicationList() {
  const { scope } = useScope()
  const { refetchInterval } = useRefresh()
  const query = useQuery({ ...appsQuery(scope), refetchInterval })
  const rows = query.data?.items.map((item) => appRow(item, scope)) ?? []
  return (
    <ObjectList {...frame('applications', query)}>
      {(filter) => <Rows rows={rows} filter={filter} noun="application" detailHead="Versions" />}
    </ObjectList>
  )
}

export function NamespaceList() {
  const { scope } = useScope()
  const { refetchInterval } = useRefresh()
  const query = useQuery({ ...namespacesQuery(scope), refetchInterval })
  return (
    <ObjectList {...frame('namespaces', query)}>
      {(filter) => {
        const items = query.data?.items.filter(({ name }) => name.includes(filter.trim().toLowerCase())) ?? []
        return items.length === 0 ? (
          <NothingMatches filter={filter} noun="namespace" />
        ) : (
          <NamespaceTable items={items} scope={scope} bare />
        )
      }}
    </ObjectList>
  )
}
