'use client'
import { useQuery } from '@tanstack/react-query'
import { percent, perSecond } from '../../lib/client/format/number.ts'
import { serviceQuery, type ObjectName } from '../../lib/client/queries/objects.ts'
import { routes } from '../../lib/client/routes.ts'
import type { Scope } from '../../lib/client/scope.ts'
import type { ServiceResponse } from '../../lib/contract/services.ts'
import Link from 'next/link'
import { QuantityText } from '../mesh/quantity.tsx'
import { useRefresh } from '../shell/refresh.tsx'
import { useScope } from '../shell/use-scope.ts'
import { KeyValues } from '../ui/key-values.tsx'
import { Meter } from '../ui/meter.tsx'
import { Card } from '../ui/panel.tsx'
import { Cell, HeadCell, Row, Table, TableHead } from '../ui/table.tsx'
import { ConfigList } from './config-list.tsx'
import { ObjectActions } from './object-actions.tsx'
import { ObjectPage } from './object-page.tsx'

export function ServiceView({ namespace, name, embedded = false }: ObjectName & { embedded?: boolean }) {
  const { scope } = useScope()
  const { refetchInterval } = useRefresh()
  const { data, error, refetch } = useQuery({ ...serviceQuery({ namespace, name }, scope), refetchInterval })
  const object = data === undefined ? undefined : { ...data.service, ...data }
  return (
    <ObjectPage
      title={name}
      facts={`Service in ${namespace}`}
      scope={scope}
      of={{ target: 'service', namespace, name }}
      oneWay
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
          find={`service = ${name}`}
          config={data?.service.config ?? []}
        />
      }
    >
      {data === undefined ? null : (
        <div className="grid grid-cols-2 gap-3 max-xl:grid-cols-1">
          <Backends backends={data.backends} scope={scope} />
          <Facts service={data.service} />
          <ConfigList config={data.service.config} findings={data.service.findings} scope={scope} />
        </div>
      )}
    </ObjectPage>
  )
}

/** What each workload behind the service gets of its requests. */
function Backends({ backends, scope }: { backends: ServiceResponse['backends']; scope: Scope }) {
  return (
    <Card title="Workloads behind it" hint="share of requests in the window">
      {backends.length === 0 ? (
        <p className="px-3.5 py-3 text-dense text-ink-2">No workload answered for it in this window.</p>
      ) : (
        <Table label="Workloads behind the service">
          <TableHead>
            <HeadCell>Workload</HeadCell>
            <HeadCell>Version</HeadCell>
            <HeadCell>Share</HeadCell>
            <HeadCell align="end">In</HeadCell>
            <HeadCell align="end">Errors</HeadCell>
          </TableHead>
          <tbody>
            {backends.map(({ namespace, workload, version, share, inbound }) => (
              <Row key={`${namespace}/${workload}`}>
                <Cell>
                  <Link
                    href={routes.workload(scope, namespace, workload)}
                    prefetch={false}
                    className="text-ink-1 before:absolute before:inset-0"
                  >
                    {workload}
                  </Link>
                </Cell>
                <Cell className="text-ink-2">{version ?? 'none'}</Cell>
                <Cell>
                  <span className="flex items-center gap-2">
                    <span className="w-20">
                      <Meter ratio={share ?? 0} />
                    </span>
                    <QuantityText quantity={percent(share)} />
                  </span>
                </Cell>
                <Cell align="end">
                  <QuantityText quantity={perSecond(inbound.rps)} />
                </Cell>
                <Cell align="end">
                  <QuantityText quantity={percent(inbound.errorRatio)} />
                </Cell>
              </Row>
            ))}
          </tbody>
        </Table>
      )}
    </Card>
  )
}

function Facts({ service }: { service: ServiceResponse['service'] }) {
  const { host, type, clusterIP, ports, endpoints, selector } = service
  return (
    <Card title="Addresses">
      <div className="px-3.5 py-3">
        <KeyValues
          items={[
            { key: 'Host', value: host, mono: true },
            { key: 'Type', value: type },
            { key: 'Cluster IP', value: clusterIP ?? 'none', mono: true },
            {
              key: 'Ports',
              value: ports
                .map(({ name, port, targetPort, protocol }) => `${name ?? port}: ${port} → ${targetPort} ${protocol}`)
                .join(', '),
            },
            { key: 'Endpoints', value: endpoints === null ? 'n/a' : `${endpoints.ready} of ${endpoints.total} ready` },
            {
              key: 'Selector',
              value:
                Object.entries(selector)
                  .map(([key, value]) => `${key}=${value}`)
                  .join(', ') || 'none',
              mono: true,
            },
          ]}
        />
      </div>
    </Card>
  )
}
