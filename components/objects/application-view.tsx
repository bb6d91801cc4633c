'use client'
import { useQuery } from '@tanstack/react-query'
import { appQuery, type ObjectName } from '../../lib/client/queries/objects.ts'
import { useRefresh } from '../shell/refresh.tsx'
import { useScope } from '../shell/use-scope.ts'
import { Card } from '../ui/panel.tsx'
import { ConfigList } from './config-list.tsx'
import { ObjectActions } from './object-actions.tsx'
import { ObjectPage } from './object-page.tsx'
import { WorkloadTable } from './workload-table.tsx'

export function ApplicationView({ namespace, name }: ObjectName) {
  const { scope } = useScope()
  const { refetchInterval } = useRefresh()
  const { data, error, refetch } = useQuery({ ...appQuery({ namespace, name }, scope), refetchInterval })
  const object = data === undefined ? undefined : { ...data.app, ...data }
  return (
    <ObjectPage
      title={name}
      facts={`Application in ${namespace}`}
      scope={scope}
      of={{ target: 'app', namespace, name }}
      object={object}
      error={error}
      onRetry={() => {
        refetch().catch(() => undefined)
      }}
      actions={<ObjectActions scope={scope} namespace={namespace} find={`app = ${name}`} config={data?.config ?? []} />}
    >
      {data === undefined ? null : (
        <>
          <Card title="Versions" hint="worst first">
            <WorkloadTable items={data.workloads} scope={scope} />
          </Card>
          <ConfigList config={data.config} findings={data.findings} scope={scope} />
        </>
      )}
    </ObjectPage>
  )
}
