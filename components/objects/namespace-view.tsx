'use client'
import { useQuery } from '@tanstack/react-query'
import type { NamespaceSummary } from '../../lib/contract/namespaces.ts'
import { counted } from '../../lib/client/format/number.ts'
import { configListQuery } from '../../lib/client/queries/config.ts'
import { namespaceQuery, workloadsQuery } from '../../lib/client/queries/objects.ts'
import { routes } from '../../lib/client/routes.ts'
import { useRefresh } from '../shell/refresh.tsx'
import { useScope } from '../shell/use-scope.ts'
import { ButtonLink } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { KeyValues } from '../ui/key-values.tsx'
import { Card } from '../ui/panel.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'
import { ConfigList } from './config-list.tsx'
import { pairs } from './list/cells.tsx'
import { ObjectPage } from './object-page.tsx'
import { WorkloadTable } from './workload-table.tsx'

/** One namespace: what enters it, its workloads worst first, its configuration. */
export function NamespaceView({ name }: { name: string }) {
  const { scope } = useScope()
  const { refetchInterval } = useRefresh()
  const inIt = { ...scope, namespaces: [name] }
  const { data, error, refetch } = useQuery({ ...namespaceQuery(name, scope), refetchInterval })
  const workloads = useQuery({ ...workloadsQuery(inIt), refetchInterval })
  const config = useQuery({ ...configListQuery({ namespaces: [name] }), refetchInterval })
  const object =
    data === undefined ? undefined : { ...data.namespace, traffic: null, evidence: [], degraded: data.degraded }
  return (
    <ObjectPage
      title={name}
      facts={data === undefined ? 'Namespace' : facts(data.namespace)}
      scope={scope}
      of={{ target: 'namespace', namespace: name }}
      object={object}
      error={error}
      onRetry={() => {
        refetch().catch(() => undefined)
      }}
      actions={
        <>
          <ButtonLink href={routes.graph(inIt)}>
            <Icon name="graph" size={14} />
            Graph
          </ButtonLink>
          <ButtonLink href={routes.traces(scope, { namespace: name })}>
            <Icon name="traces" size={14} />
            Traces
          </ButtonLink>
          <ButtonLink href={routes.logs(scope, { namespace: name })}>
            <Icon name="logs" size={14} />
            Logs
          </ButtonLink>
        </>
      }
    >
      <Card title="Workloads" hint="worst first">
        {workloads.data === undefined ? <SkeletonRows /> : <WorkloadTable items={workloads.data.items} scope={scope} />}
      </Card>
      <div className="grid grid-cols-2 gap-3 max-xl:grid-cols-1">
        {data === undefined ? null : <Facts namespace={data.namespace} />}
        {config.data === undefined || data === undefined ? null : (
          <ConfigList config={config.data.items} findings={data.namespace.findings} scope={scope} />
        )}
      </div>
    </ObjectPage>
  )
}

function facts({ workloads, services }: NamespaceSummary): string {
  const parts = [
    workloads === null ? null : counted(workloads.total, 'workload'),
    services === null ? null : counted(services, 'service'),
  ].filter((part) => part !== null)
  return ['Namespace', ...parts].join(', ')
}

const injectionWords = { enabled: 'on', disabled: 'off', unset: 'no label' } as const

function Facts({ namespace }: { namespace: NamespaceSummary }) {
  const { injection, mtlsMode, workloads, labels, createdAt } = namespace
  return (
    <Card title="Mesh">
      <div className="px-3.5 py-3">
        <KeyValues
          items={[
            { key: 'Injection', value: injectionWords[injection] },
            { key: 'PeerAuthentication', value: mtlsMode ?? 'none' },
            {
              key: 'Workloads with proxy',
              value: workloads === null ? 'n/a' : `${workloads.withSidecar} of ${workloads.total}`,
            },
            { key: 'Labels', value: pairs(labels), mono: true },
            { key: 'Created', value: createdAt ?? 'n/a' },
          ]}
        />
      </div>
    </Card>
  )
}
