'use client'
import type { ReactNode } from 'react'
import { MtlsShare, mtlsStateOf } from '../../mesh/mtls-share.tsx'
import { HealthBar } from '../../mesh/health-bar.tsx'
import { HealthSentence } from '../../mesh/health-sentence.tsx'
import { Chip, StatusChip } from '../../ui/chip.tsx'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { PanelSection, SidePanel } from '../../ui/panel.tsx'
import type { GraphSelection } from '../graph-url.ts'
import type { GraphModel } from '../model/graph-model.ts'
import { EdgeList } from './edge-list.tsx'
import { groupFacts, groupSentence, mtlsSentence } from './group-facts.ts'
import { PanelHead } from './panel-head.tsx'
import { TotalsGrid } from './totals-grid.tsx'

type GroupPanelProps = {
  kind: string
  icon: IconName
  title: string
  facts: string
  noun: string
  /** The nodes that it is about. */
  ids: ReadonlySet<string>
  model: GraphModel
  onSelect: (selection: GraphSelection) => void
  onClose: () => void
  /** Links and verbs of this kind of group, below its sentence. */
  verbs?: ReactNode
  /** Sections of its own, after the traffic. */
  children?: ReactNode
}

/** A namespace, several nodes or the whole graph: who is unwell, traffic in, out and within, the worst edges. */
export function GroupPanel({ kind, icon, title, facts, noun, ids, model, ...props }: GroupPanelProps) {
  const group = groupFacts(model, ids)
  const whole = ids.size === model.cards.length
  // A folded island keeps its own calls to itself.
  const closed = model.cards.some(({ id, inside }) => ids.has(id) && inside.length > 0)
  const rows = [
    ...(whole ? [] : [{ name: 'In', totals: group.inbound }]),
    ...(closed && !whole ? [] : [{ name: whole ? 'All edges' : 'Within', totals: group.inside }]),
    ...(whole ? [] : [{ name: 'Out', totals: group.outbound }]),
  ]
  return (
    <SidePanel label={`${kind} details`}>
      <PanelHead
        chips={
          <>
            <Chip tone="line">
              <Icon name={icon} size={12} />
              {kind}
            </Chip>
            <StatusChip status={group.status} />
          </>
        }
        title={title}
        facts={facts}
        onClose={props.onClose}
      />
      <div className="min-h-0 flex-1 overflow-auto">
        <div className="flex flex-col gap-2 border-b border-line-subtle px-4 py-2.5">
          <HealthSentence health={{ status: group.status, reasons: [groupSentence(group, noun)] }} />
          {props.verbs}
        </div>
        <PanelSection
          title="Health"
          actions={<HealthBar counts={Object.fromEntries(group.counts.map(({ status, count }) => [status, count]))} />}
        >
          <p className="text-small text-ink-3">
            {group.counts.map(({ status, count }) => `${count} ${status}`).join(', ')}
          </p>
        </PanelSection>
        <PanelSection title="Traffic">
          <TotalsGrid rows={rows} />
        </PanelSection>
        <PanelSection
          title="Security"
          actions={<MtlsShare state={mtlsStateOf(group.mtlsRatio)} ratio={group.mtlsRatio} />}
        >
          <p className="text-small text-ink-3">{mtlsSentence(group)}</p>
        </PanelSection>
        {props.children}
        <EdgeList title="Edges, worst first" links={group.edges} end="both" model={model} onSelect={props.onSelect} />
      </div>
    </SidePanel>
  )
}
