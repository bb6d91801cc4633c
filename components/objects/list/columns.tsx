import type { Finding } from '../../../lib/contract/config.ts'
import type { InboundTraffic } from '../../../lib/contract/workloads.ts'
import { duration, percent, text } from '../../../lib/client/format/number.ts'
import type { Health } from '../../../lib/domain/health/model.ts'
import { findingWords, markOf } from '../../config/config-rows.ts'
import { MtlsShare, mtlsStateOf } from '../../mesh/mtls-share.tsx'
import { QuantityText } from '../../mesh/quantity.tsx'
import { statusStyle } from '../../ui/status-mark.tsx'
import { badClass, dayOf, pairs, rateOf, Ready } from './cells.tsx'
import type { Column, Facet } from './listing.ts'

// Columns and facets that several kinds have.

/** The name, under the word for the kind. */
export function nameColumn(label: string): Column<{ name: string }> {
  return { id: 'name', label, sort: ({ name }) => name, text: ({ name }) => name }
}

/** The same of a thing that lives in a namespace. */
export function placedColumns(label: string): readonly Column<{ name: string; namespace: string }>[] {
  const namespace: Column<{ namespace: string }> = {
    id: 'namespace',
    label: 'Namespace',
    sort: (item) => item.namespace,
    text: (item) => item.namespace,
  }
  return [nameColumn(label), namespace]
}

type Count = { readonly ready: number; readonly wanted: number; readonly total: number }

/** Ready pods of all; null where nobody can say. Fewer than wanted stand out. */
export function readyColumn<Item>(id: string, countOf: (item: Item) => Count | null): Column<Item> {
  return {
    id,
    label: 'Pods ready',
    end: true,
    sort: (item) => countOf(item)?.ready ?? null,
    text: (item) => {
      const count = countOf(item)
      return count === null ? 'n/a' : `${count.ready} of ${count.total}`
    },
    cell: (item) => {
      const count = countOf(item)
      return count === null ? 'n/a' : <Ready ready={count.ready} wanted={count.wanted} />
    },
  }
}

type Trafficked = { health: Health; inbound: InboundTraffic }

/** The columns that every kind has: what enters it. */
export const trafficColumns: readonly Column<Trafficked>[] = [
  {
    id: 'in',
    label: 'In',
    end: true,
    sort: ({ inbound }) => inbound.rps ?? (inbound.bytesPerSecond === null ? null : 0),
    text: ({ inbound }) => text(rateOf(inbound)),
    cell: ({ inbound }) => <QuantityText quantity={rateOf(inbound)} className="text-ink-1" />,
  },
  {
    id: 'errors',
    label: 'Errors',
    end: true,
    sort: ({ inbound }) => inbound.errorRatio,
    text: ({ inbound }) => text(percent(inbound.errorRatio)),
    cell: ({ inbound, health }) => (
      <span className={(inbound.errorRatio ?? 0) > 0 ? badClass(health) : ''}>
        <QuantityText quantity={percent(inbound.errorRatio)} />
      </span>
    ),
  },
  {
    id: 'p95',
    label: 'p95',
    end: true,
    sort: ({ inbound }) => inbound.p95Ms,
    text: ({ inbound }) => text(duration(inbound.p95Ms)),
    cell: ({ inbound }) => <QuantityText quantity={duration(inbound.p95Ms)} className="text-ink-1" />,
  },
  {
    id: 'mtls',
    label: 'mTLS',
    sort: ({ inbound }) => inbound.mtlsRatio,
    text: ({ inbound }) => text(percent(inbound.mtlsRatio)),
    cell: ({ inbound }) => <MtlsShare state={mtlsStateOf(inbound.mtlsRatio)} ratio={inbound.mtlsRatio} compact />,
  },
]

type Checked = { findings: readonly Finding[] }

/** What is wrong with the configuration of a thing; ordered by the worst, then by how many. */
export const findingsColumn: Column<Checked> = {
  id: 'findings',
  label: 'Findings',
  sort: ({ findings }) => findings.reduce((sum, { severity }) => sum + severityWeight[severity], 0),
  text: ({ findings }) => findingWords(findings),
  cell: ({ findings }) => (
    <span className={findings.length === 0 ? 'text-ink-3' : statusStyle[markOf(findings)].text}>
      {findingWords(findings)}
    </span>
  ),
}

const severityWeight: Readonly<Record<Finding['severity'], number>> = { error: 1_000_000, warning: 1_000, info: 1 }

export const findingsFacet: Facet<Checked> = {
  id: 'findings',
  label: 'Findings',
  values: ({ findings }) => {
    const severities = new Set(findings.map(({ severity }) => `with ${severity}`))
    return severities.size === 0 ? ['none'] : [...severities]
  },
}

/** Hidden until the reader chooses it, and not sorted by. */
export const labelsColumn: Column<{ labels: Readonly<Record<string, string>> }> = {
  id: 'labels',
  label: 'Labels',
  hidden: true,
  sort: () => null,
  text: ({ labels }) => pairs(labels),
}

export const createdColumn: Column<{ createdAt: string | null }> = {
  id: 'created',
  label: 'Created',
  hidden: true,
  sort: ({ createdAt }) => createdAt,
  text: ({ createdAt }) => dayOf(createdAt),
}

export const healthFacet: Facet<{ health: Health }> = {
  id: 'health',
  label: 'Health',
  values: ({ health }) => [health.status],
}

/** The same of a thing that lives in a namespace. */
export const placedFacets: readonly Facet<{ health: Health; namespace: string }>[] = [
  healthFacet,
  { id: 'namespace', label: 'Namespace', values: ({ namespace }) => [namespace] },
]
