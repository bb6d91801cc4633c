'use client'
import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { workloadQuery, type ObjectName } from '../../lib/client/queries/objects.ts'
import { routes } from '../../lib/client/routes.ts'
import type { WorkloadResponse } from '../../lib/contract/workloads.ts'
import { useRefresh } from '../shell/refresh.tsx'
import { useNow } from '../shell/use-now.ts'
import { useScope } from '../shell/use-scope.ts'
import { KeyValues } from '../ui/key-values.tsx'
import { Card } from '../ui/panel.tsx'
import { ConfigList } from './config-list.tsx'
import { ObjectActions } from './object-actions.tsx'
import { ObjectPage } from './object-page.tsx'
import { PodTable } from './pod-table.tsx'

/** Tables of every listener and route: they come when the tab is opened. */
const EnvoyConfig = dynamic(() => import('../proxies/envoy-config.tsx').then((module) => module.EnvoyConfig), {
  ssr: false,
})

export function WorkloadView({ namespace, name, embedded = false }: ObjectName & { embedded?: boolean }) {
  const { scope } = useScope()
  const { refetchInterval } = useRefresh()
  const now = useNow()
  const { data, error, refetch } = useQuery({ ...workloadQuery({ namespace, name }, scope), refetchInterval })
  const object = data === undefined ? undefined : { ...data.workload, ...data }
  const logsOf = (pod: string) => routes.logs(scope, { namespace, workload: name, pod })
  const envoy = {
    id: 'envoy',
    label: 'Envoy',
    content: <EnvoyConfig namespace={namespace} pods={data?.pods.map((pod) => pod.name) ?? []} />,
  }
  return (
    <ObjectPage
      title={name}
      facts={`${data?.workload.kind ?? 'Workload'} in ${namespace}`}
      scope={scope}
      of={{ target: 'workload', namespace, name }}
      tabs={[envoy]}
      embedded={embedded}
      object={object}
      error={error}
      onRetry={() => {
        refetch().catch(() => undefined)
      }}
      actions={
        <ObjectActions
          scope={scope}
          namespace={namespace}
          workload={name}
          find={`workload = ${name}`}
          config={data?.config ?? []}
        />
      }
    >
      {data === undefined ? null : (
        <>
          <PodTable pods={data.pods} proxies={data.proxies} now={now} logsOf={logsOf} />
          <div className="grid grid-cols-2 gap-3 max-xl:grid-cols-1">
            <Identity data={data} />
            <ConfigList config={data.config} findings={data.findings} scope={scope} />
          </div>
        </>
      )}
    </ObjectPage>
  )
}

function Identity({ data }: { data: WorkloadResponse }) {
  const { workload, services } = data
  const labels = Object.entries(workload.labels).map(([key, value]) => `${key}=${value}`)
  return (
    <Card title="Identity">
      <div className="px-3.5 py-3">
        <KeyValues
          items={[
            { key: 'Service account', value: workload.serviceAccount ?? 'n/a', mono: true },
            { key: 'App', value: workload.app ?? 'none' },
            { key: 'Version', value: workload.version ?? 'none' },
            { key: 'Services', value: services.length === 0 ? 'none selects it' : services.join(', ') },
            { key: 'Labels', value: labels.length === 0 ? 'none' : labels.join(', '), mono: true },
          ]}
        />
      </div>
    </Card>
  )
}
