'use client'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ProxyConfigResponse } from '../../lib/contract/proxies.ts'
import { proxyConfigQuery, rawConfigUrl, type ProxyName } from '../../lib/client/queries/mesh.ts'
import { buttonClass } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Icon } from '../ui/icon.tsx'
import { Note } from '../ui/note.tsx'
import { Card } from '../ui/panel.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { Select } from '../ui/select.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'
import { TextField } from '../ui/text-field.tsx'
import { ConfigRows } from './config-rows.tsx'
import { configParts, configTable, type ConfigPart } from './config-columns.ts'
import { filterRows } from './filter-rows.ts'
import { RawConfig } from './raw-config.tsx'

/**
 * The Envoy configuration of a workload, one pod at a time.
 * @param pods names of the workload's pods; those without a proxy are told apart by the answer
 */
export function EnvoyConfig({ namespace, pods }: { namespace: string; pods: readonly string[] }) {
  const [chosen, setChosen] = useState<string | null>(null)
  const pod = chosen !== null && pods.includes(chosen) ? chosen : pods[0]
  if (pod === undefined)
    return (
      <Card title="Envoy">
        <EmptyState
          icon="info"
          title="No pod runs."
          detail="A proxy’s configuration is known while its pod is connected."
        />
      </Card>
    )
  return <PodConfig key={pod} name={{ namespace, pod }} pods={pods} onPod={setChosen} />
}

const labels: Record<ConfigPart, string> = {
  listeners: 'Listeners',
  routes: 'Routes',
  clusters: 'Clusters',
  endpoints: 'Endpoints',
  secrets: 'Secrets',
  bootstrap: 'Bootstrap',
}

function PodConfig({ name, pods, onPod }: { name: ProxyName; pods: readonly string[]; onPod: (pod: string) => void }) {
  const [part, setPart] = useState<ConfigPart>('listeners')
  const [view, setView] = useState<'table' | 'json'>('table')
  const [filter, setFilter] = useState('')
  const { data, error } = useQuery(proxyConfigQuery(name))
  return (
    <Card
      title="Envoy"
      hint={data === undefined ? name.pod : hintOf(data, name.pod)}
      actions={
        pods.length > 1 ? (
          <Select
            label="Pod"
            selected={name.pod}
            onSelect={onPod}
            options={pods.map((pod) => ({ id: pod, label: pod }))}
          />
        ) : undefined
      }
    >
      <div className="flex flex-wrap items-center gap-2 border-b border-line-subtle px-3.5 py-2">
        <div className="max-w-full overflow-x-auto">
          <Segmented
            label="Part of the configuration"
            size="sm"
            selected={part}
            onSelect={setPart}
            segments={configParts.map((id) => ({
              id,
              label: data === undefined ? labels[id] : `${labels[id]} ${data[id].length}`,
            }))}
          />
        </div>
        <span className="ml-auto flex items-center gap-2">
          {view === 'table' ? (
            <TextField
              label="Filter rows"
              hiddenLabel
              placeholder="Filter"
              type="search"
              icon="filter"
              value={filter}
              onChange={setFilter}
              className="w-40 max-sm:w-28"
            />
          ) : null}
          <Segmented
            label="Form"
            size="sm"
            selected={view}
            onSelect={setView}
            segments={[
              { id: 'table', label: 'Table' },
              { id: 'json', label: 'JSON' },
            ]}
          />
          <a href={rawConfigUrl(name, undefined, true)} download className={buttonClass('default', 'sm')}>
            <Icon name="download" size={12} /> Download
          </a>
        </span>
      </div>
      <Body name={name} answer={{ data, error }} shown={{ part, view, filter }} />
    </Card>
  )
}

function hintOf({ listeners, clusters, hidden }: ProxyConfigResponse, pod: string): string {
  const rest = hidden === 0 ? '' : `, ${hidden} rows speak of namespaces that you may not see`
  return `${pod}: ${listeners.length} filter chains, ${clusters.length} clusters in force${rest}`
}

function Body({
  name,
  answer: { data, error },
  shown: { part, view, filter },
}: {
  name: ProxyName
  answer: { data: ProxyConfigResponse | undefined; error: Error | null }
  shown: { part: ConfigPart; view: 'table' | 'json'; filter: string }
}) {
  if (error !== null)
    return (
      <div className="p-3.5">
        <Note tone="degraded">{error.message}</Note>
      </div>
    )
  if (data === undefined) return <SkeletonRows rows={8} />
  if (data.missing.includes(part))
    return (
      <EmptyState
        icon="info"
        title={`This control plane does not tell of ${labels[part].toLowerCase()}.`}
        detail="Envoy’s own admin page on the pod does: istioctl proxy-config."
      />
    )
  if (view === 'json') return <RawConfig name={name} part={part} />
  const table = configTable(data, part)
  const rows = filterRows(table.rows, textOfRow, filter)
  if (rows.length === 0)
    return (
      <EmptyState
        icon="filter"
        title={
          table.rows.length === 0 ? `The proxy has no ${labels[part].toLowerCase()}.` : 'No row matches the filter.'
        }
      />
    )
  return (
    <ConfigRows label={`${labels[part]} of ${name.pod}`} heads={table.heads} rows={rows} hasRules={table.hasRules} />
  )
}

function textOfRow({ cells, rules }: ReturnType<typeof configTable>['rows'][number]): string {
  const links = rules.map(({ kind, namespace, name }) => `${kind} ${namespace}/${name}`)
  return [...cells.flatMap(({ text, small = '' }) => [text, small]), ...links].join(' ')
}
