'use client'
import Link from 'next/link'
import { counted } from '../../../lib/client/format/number.ts'
import type { GraphParams } from '../../../lib/client/queries/graph.ts'
import { routes } from '../../../lib/client/routes.ts'
import type { WorkloadResponse } from '../../../lib/contract/workloads.ts'
import type { GraphNode } from '../../../lib/domain/graph/model.ts'
import { KeyValues, type KeyValue } from '../../ui/key-values.tsx'
import { PanelSection } from '../../ui/panel.tsx'
import { StatusMark } from '../../ui/status-mark.tsx'
import { useWorkload } from './use-node-details.ts'

const mostPods = 5

/** Pods, proxies, identity and the configuration of a workload; other nodes run nothing here. */
export function NodeRuns({ node, params }: { node: GraphNode; params: GraphParams }) {
  const { data, error } = useWorkload(node, params)
  if (node.workload === null || node.namespace === null) return null
  if (data === undefined) {
    return (
      <PanelSection title="Runs on">
        <p className="text-dense text-ink-3">{error === null ? 'Asking…' : error.message}</p>
      </PanelSection>
    )
  }
  return (
    <>
      <PanelSection title="Runs on">
        <KeyValues items={runFacts(data)} />
        <Pods pods={data.pods} />
      </PanelSection>
      <PanelSection title="Configuration" actions={<span className="text-ink-3">{data.config.length}</span>}>
        {data.config.length === 0 ? (
          <p className="text-dense text-ink-3">No object names it: it runs by the mesh&apos;s defaults.</p>
        ) : (
          <ul className="flex flex-col gap-1 text-dense">
            {data.config.map((object) => (
              <li key={`${object.kind} ${object.namespace} ${object.name}`} className="truncate">
                <Link href={routes.configObject(params.scope, object)} prefetch={false}>
                  {`${object.kind} ${object.name}`}
                </Link>
              </li>
            ))}
          </ul>
        )}
      </PanelSection>
    </>
  )
}

function runFacts({ workload, pods, proxies, services }: WorkloadResponse): KeyValue[] {
  const ready = pods.filter((pod) => pod.ready).length
  const restarts = pods.flatMap(({ containers }) => containers.map((container) => container.restarts))
  return [
    { key: 'Pods', value: `${ready} of ${pods.length} ready, ${counted(sumOf(restarts), 'restart')}` },
    { key: 'Proxy', value: proxyWords(proxies) },
    { key: 'Service account', value: workload.serviceAccount ?? 'not known', mono: true },
    { key: 'Services', value: services.length === 0 ? 'none' : services.join(', ') },
  ]
}

const sumOf = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0)

function proxyWords(proxies: WorkloadResponse['proxies']): string {
  if (proxies.length === 0) return 'none, or the control plane does not tell'
  const versions = [...new Set(proxies.flatMap(({ version }) => version ?? []))].join(', ')
  const behind = proxies.filter(({ state }) => state !== 'synced').length
  const state = behind === 0 ? 'in sync' : `${behind} of ${proxies.length} not in sync`
  return versions === '' ? state : `${versions}, ${state}`
}

function Pods({ pods }: { pods: WorkloadResponse['pods'] }) {
  return (
    <ul className="mt-1.5 flex flex-col text-dense">
      {pods.slice(0, mostPods).map(({ name, ready, phase }) => (
        <li key={name} className="flex h-6 items-center gap-2">
          <StatusMark status={ready ? 'healthy' : 'failing'} label={ready ? 'ready' : 'not ready'} />
          <span className="mono min-w-0 flex-1 truncate" title={name}>
            {name}
          </span>
          <span className="text-ink-3">{phase}</span>
        </li>
      ))}
      {pods.length > mostPods ? <li className="text-small text-ink-3">{`${pods.length - mostPods} more`}</li> : null}
    </ul>
  )
}
