'use client'
import { bytesPerSecond, counted, perSecond, text } from '../../../lib/client/format/number.ts'
import { PanelSection } from '../../ui/panel.tsx'
import { StatusMark } from '../../ui/status-mark.tsx'
import type { GraphSelection } from '../graph-url.ts'
import type { GraphModel } from '../model/graph-model.ts'
import type { Totals } from '../model/statistics.ts'
import { groupFacts } from './group-facts.ts'
import { GroupPanel } from './group-panel.tsx'

/** The whole graph: what is drawn, who is unwell, and the namespaces worst first. */
export function SummaryPanel({
  model,
  onSelect,
}: {
  model: GraphModel
  onSelect: (selection: GraphSelection) => void
}) {
  const rank = ['failing', 'degraded', 'healthy', 'idle', 'unknown']
  const islands = model.islands.toSorted(
    (a, b) => rank.indexOf(a.status) - rank.indexOf(b.status) || a.name.localeCompare(b.name),
  )
  return (
    <GroupPanel
      kind="Graph"
      icon="graph"
      title="Whole graph"
      facts={[
        counted(model.islands.length, 'namespace'),
        counted(model.cards.length, 'node'),
        counted(model.links.length, 'edge'),
      ].join(', ')}
      noun="node"
      ids={new Set(model.cards.map(({ id }) => id))}
      model={model}
      onSelect={onSelect}
      onClose={() => onSelect(null)}
    >
      {islands.length === 0 ? null : (
        <PanelSection title="Namespaces">
          <ul className="-mx-2">
            {islands.map(({ name, status, members }) => {
              const { inbound } = groupFacts(model, new Set(members))
              return (
                <li key={name}>
                  <button
                    type="button"
                    className="flex h-7 w-full items-center gap-2 rounded-chip px-2 text-dense hover:bg-surface-2"
                    onClick={() => onSelect({ kind: 'box', id: name })}
                  >
                    <StatusMark status={status} label={status} />
                    <span className="min-w-0 flex-1 truncate text-left">{name}</span>
                    <span className="text-ink-3">{inboundWords(inbound)}</span>
                  </button>
                </li>
              )
            })}
          </ul>
        </PanelSection>
      )}
    </GroupPanel>
  )
}

function inboundWords(inbound: Totals | null): string {
  if (inbound === null) return 'nothing comes in'
  return `${text(inbound.rps === null ? bytesPerSecond(inbound.bytesPerSecond) : perSecond(inbound.rps))} in`
}
