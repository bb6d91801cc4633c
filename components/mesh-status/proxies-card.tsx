'use client'
import { useState } from 'react'
import type { ProxiesResponse } from '../../lib/contract/proxies.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { Card } from '../ui/panel.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'
import { TextField } from '../ui/text-field.tsx'
import { filterProxies, sortProxies, worstFirst } from './proxy-rows.ts'
import { ProxyTable } from './proxy-table.tsx'

type Shown = 'all' | 'out'

/** Every proxy by type of configuration, worst first. */
export function ProxiesCard({ proxies }: { proxies: ProxiesResponse | undefined }) {
  const [shown, setShown] = useState<Shown>('all')
  const [filter, setFilter] = useState('')
  const [order, setOrder] = useState(worstFirst)
  if (proxies === undefined)
    return (
      <Card title="Proxies">
        <SkeletonRows rows={6} />
      </Card>
    )
  const { items, configured, degraded } = proxies
  const out = items.filter(({ state }) => state !== 'synced')
  const rows = sortProxies(filterProxies(shown === 'out' ? out : items, filter), order)
  return (
    <Card
      title="Proxies"
      hint={`${items.length - out.length} of ${items.length} in step`}
      actions={
        <>
          <Segmented
            label="Proxies shown"
            size="sm"
            selected={shown}
            onSelect={setShown}
            segments={[
              { id: 'all', label: `All ${items.length}` },
              { id: 'out', label: `Out of step ${out.length}` },
            ]}
          />
          <TextField
            label="Filter proxies"
            hiddenLabel
            placeholder="Filter"
            type="search"
            icon="filter"
            value={filter}
            onChange={setFilter}
            className="w-32 max-sm:w-20"
          />
        </>
      }
    >
      {rows.length > 0 ? (
        <ProxyTable rows={rows} order={order} onOrder={setOrder} />
      ) : items.length > 0 ? (
        <EmptyState
          icon="check"
          title={filter === '' ? 'Every proxy is in step.' : 'No proxy matches the filter.'}
          detail={filter === '' ? '' : 'It looks at pod, namespace, workload, version, role and state.'}
        />
      ) : (
        <EmptyState
          icon="info"
          title={configured ? 'No proxy is connected.' : 'No control plane is configured.'}
          detail={
            degraded[0]?.message ??
            (configured ? 'Label a namespace for injection and restart its pods.' : 'Set CONTROL_PLANE_URL.')
          }
        />
      )}
    </Card>
  )
}
