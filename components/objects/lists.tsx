'use client'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { appsQuery, namespacesQuery, servicesQuery, workloadsQuery } from '../../lib/client/queries/objects.ts'
import type { SourceFailure } from '../../lib/contract/source-failure.ts'
import { useRefresh } from '../shell/refresh.tsx'
import { useScope } from '../shell/use-scope.ts'
import { appListing } from './list/app-listing.tsx'
import { ListPage } from './list/list-page.tsx'
import { isInMesh, namespaceListing } from './list/namespace-listing.tsx'
import { OutsideMesh } from './list/outside-mesh.tsx'
import { serviceListing } from './list/service-listing.tsx'
import { workloadListing } from './list/workload-listing.tsx'

type Answer<Item> = {
  data: { items: readonly Item[]; degraded: readonly SourceFailure[] } | undefined
  error: Error | null
  refetch: () => Promise<unknown>
}

/** What a list page needs of its query, whatever the items are. */
function frame<Item>({ data, error, refetch }: Answer<Item>) {
  return {
    items: data?.items,
    failures: data?.degraded ?? [],
    error,
    onRetry: () => {
      refetch().catch(() => undefined)
    },
  }
}

export function WorkloadList() {
  const { scope } = useScope()
  const { refetchInterval } = useRefresh()
  const query = useQuery({ ...workloadsQuery(scope), refetchInterval })
  return <ListPage listing={workloadListing} {...frame(query)} />
}

export function ServiceList() {
  const { scope } = useScope()
  const { refetchInterval } = useRefresh()
  const query = useQuery({ ...servicesQuery(scope), refetchInterval })
  return <ListPage listing={serviceListing} {...frame(query)} />
}

export function ApplicationList() {
  const { scope } = useScope()
  const { refetchInterval } = useRefresh()
  const query = useQuery({ ...appsQuery(scope), refetchInterval })
  return <ListPage listing={appListing} {...frame(query)} />
}

export function NamespaceList() {
  const { scope } = useScope()
  const { refetchInterval } = useRefresh()
  const query = useQuery({ ...namespacesQuery(scope), refetchInterval })
  const { data } = query
  const chosen = useMemo(
    () => data?.items.filter(({ name }) => scope.namespaces.length === 0 || scope.namespaces.includes(name)),
    [data, scope.namespaces],
  )
  const inMesh = useMemo(() => chosen?.filter(isInMesh), [chosen])
  return (
    <ListPage listing={namespaceListing} {...frame(query)} items={inMesh}>
      <OutsideMesh items={chosen?.filter((item) => !isInMesh(item)) ?? []} scope={scope} />
    </ListPage>
  )
}
