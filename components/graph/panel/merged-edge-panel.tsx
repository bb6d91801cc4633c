'use client'
import { bytesPerSecond, counted, percent, perSecond } from '../../../lib/client/format/number.ts'
import type { GraphEdge } from '../../../lib/domain/graph/model.ts'
import { HealthSentence } from '../../mesh/health-sentence.tsx'
import { QuantityText } from '../../mesh/quantity.tsx'
import { Chip, StatusChip } from '../../ui/chip.tsx'
import { Icon } from '../../ui/icon.tsx'
import { PanelSection, SidePanel } from '../../ui/panel.tsx'
import { StatusMark } from '../../ui/status-mark.tsx'
import type { GraphState } from '../graph-url.ts'
import type { Card, Link } from '../model/graph-model.ts'
import { worstFirst } from '../model/statistics.ts'
import { PanelHead } from './panel-head.tsx'
import { TotalsGrid } from './totals-grid.tsx'

type MergedEdgePanelProps = {
  link: Link
  source: Card
  target: Card
  folded: readonly string[]
  onChange: (change: Partial<GraphState>) => void
}

/** An edge to or from a folded namespace: the sum, and what it sums up, worst first. A part opens its namespaces. */
export function MergedEdgePanel({ link, source, target, folded, onChange }: MergedEdgePanelProps) {
  const { edge, parts } = link
  const open = (part: GraphEdge) => {
    const inside = new Set([namespaceOf(part.source), namespaceOf(part.target)])
    onChange({ selected: { kind: 'edge', id: part.id }, folded: folded.filter((name) => !inside.has(name)) })
  }
  return (
    <SidePanel label="Edge details">
      <PanelHead
        chips={
          <>
            <Chip tone="line">
              <Icon name="graph" size={12} />
              {counted(parts.length, 'edge')}
            </Chip>
            <StatusChip status={edge.health.status} />
          </>
        }
        title={
          <>
            {source.title} <span className="text-ink-3">→</span> {target.title}
          </>
        }
        facts="A sum over a folded namespace: rates add up, percentiles do not"
        onClose={() => onChange({ selected: null })}
      />
      <div className="flex-none border-b border-line-subtle px-4 py-2.5">
        <HealthSentence health={edge.health}>
          {edge.health.reasons.length === 0 ? `${counted(parts.length, 'edge')} together.` : ''}
        </HealthSentence>
      </div>
      <div className="min-h-0 flex-1 overflow-auto">
        <PanelSection title="Together">
          <TotalsGrid rows={[{ name: 'All', totals: edge }]} />
        </PanelSection>
        <PanelSection title="Parts, worst first">
          <ul className="-mx-2">
            {worstFirst(parts, ({ health }) => health.status).map((part) => (
              <li key={part.id}>
                <Part part={part} onOpen={() => open(part)} />
              </li>
            ))}
          </ul>
        </PanelSection>
      </div>
    </SidePanel>
  )
}

function Part({ part, onOpen }: { part: GraphEdge; onOpen: () => void }) {
  return (
    <button
      type="button"
      title={`${nameOf(part.source)} → ${nameOf(part.target)}`}
      className="flex h-7 w-full items-center gap-2 rounded-chip px-2 text-dense hover:bg-surface-2"
      onClick={onOpen}
    >
      <StatusMark status={part.health.status} label={part.health.status} />
      <span className="min-w-0 flex-1 truncate text-left">
        {nameOf(part.source)} <span className="text-ink-3">→</span> {nameOf(part.target)}
      </span>
      <QuantityText quantity={part.rps === null ? bytesPerSecond(part.bytesPerSecond) : perSecond(part.rps)} />
      {part.protocol === 'tcp' ? null : <QuantityText quantity={percent(part.errorRatio)} />}
    </button>
  )
}

/** A node's id is `cluster/namespace/kind/name` (rule G4). */
const namespaceOf = (id: string) => id.split('/')[1] ?? ''
const nameOf = (id: string) => id.split('/').slice(3).join('/')
