'use client'
import { useState } from 'react'
import type { GraphParams } from '../../../lib/client/queries/graph.ts'
import type { GraphNode } from '../../../lib/domain/graph/model.ts'
import { HealthSentence } from '../../mesh/health-sentence.tsx'
import { Chip, StatusChip } from '../../ui/chip.tsx'
import { Icon } from '../../ui/icon.tsx'
import { PanelSection, SidePanel } from '../../ui/panel.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import type { GraphSelection, GraphState } from '../graph-url.ts'
import type { Card, GraphModel, Link } from '../model/graph-model.ts'
import { badgeMeaning } from '../stage/badges.tsx'
import { fullTitle } from '../views/full-title.ts'
import { EdgeList } from './edge-list.tsx'
import { NodeRuns } from './node-runs.tsx'
import { NodeVerbs } from './node-verbs.tsx'
import { PanelHead } from './panel-head.tsx'
import { RedTiles } from './red-tiles.tsx'
import { useNodeSeries } from './use-node-details.ts'

type NodePanelProps = {
  card: Card
  model: GraphModel
  state: GraphState
  params: GraphParams
  onChange: (change: Partial<GraphState>) => void
}

type Way = 'inbound' | 'outbound'

/** What a node receives or sends, where it runs, and everything that hangs on it. */
export function NodePanel({ card, model, state, params, onChange }: NodePanelProps) {
  const { node } = card
  const inbound = model.links.filter(({ target }) => target === node.id)
  const outbound = model.links.filter(({ source }) => source === node.id)
  const [chosen, setWay] = useState<Way | null>(null)
  const way = chosen ?? (inbound.length > 0 || outbound.length === 0 ? 'inbound' : 'outbound')
  const select = (selected: GraphSelection) => onChange({ selected })
  return (
    <SidePanel label="Node details">
      <PanelHead
        chips={
          <>
            <Chip tone="line">{kindWords[node.kind]}</Chip>
            <StatusChip status={node.health.status} />
          </>
        }
        title={fullTitle(card)}
        facts={[node.namespace, node.cluster, node.workload].filter((part) => part !== null).join(', ')}
        onClose={() => onChange({ selected: null })}
      />
      <div className="min-h-0 flex-1 overflow-auto">
        <div className="flex flex-col gap-2 border-b border-line-subtle px-4 py-2.5">
          <HealthSentence health={node.health} />
          <NodeVerbs node={node} scope={params.scope} state={state} onChange={onChange} />
        </div>
        <PanelSection
          title="Rate, errors, duration"
          actions={
            <Segmented
              label="Inbound or outbound"
              size="sm"
              segments={[
                { id: 'inbound', label: 'Inbound' },
                { id: 'outbound', label: 'Outbound' },
              ]}
              selected={way}
              onSelect={setWay}
            />
          }
        >
          <WayTiles way={way} node={node} links={way === 'inbound' ? inbound : outbound} params={params} />
        </PanelSection>
        <EdgeList title="Callers" links={inbound} end="source" model={model} onSelect={select} />
        <EdgeList title="Calls out" links={outbound} end="target" model={model} onSelect={select} />
        <NodeRuns node={node} params={params} />
        <Badges node={node} />
      </div>
    </SidePanel>
  )
}

const kindWords: Record<GraphNode['kind'], string> = {
  workload: 'Workload',
  app: 'App',
  service: 'Service',
  gateway: 'Gateway',
  serviceEntry: 'External service',
  external: 'External service',
  unknown: 'Unknown source',
  aggregate: 'Namespace',
}

type WayTilesProps = { way: Way; node: GraphNode; links: readonly Link[]; params: GraphParams }

/** One way's numbers with their course, where the node's own page knows it. */
function WayTiles({ way, node, links, params }: WayTilesProps) {
  const series = useNodeSeries(node, params)
  const traffic = way === 'inbound' ? node.traffic.in : node.traffic.out
  const slowest = Math.max(...links.map(({ edge }) => edge.latencyMs?.p95 ?? -1))
  if (links.length === 0) {
    const words = way === 'inbound' ? 'Nobody calls it in this window.' : 'It calls nobody in this window.'
    return <p className="text-dense text-ink-3">{words}</p>
  }
  return (
    <>
      <RedTiles
        numbers={{ ...traffic, p95Ms: slowest < 0 ? null : slowest }}
        series={way === 'inbound' ? series : null}
        tcp={traffic.rps === null && traffic.bytesPerSecond !== null}
      />
      {slowest < 0 || links.length < 2 ? null : (
        <p className="mt-1.5 text-small text-ink-3">
          {way === 'inbound' ? 'p95 of its slowest caller' : 'p95 of its slowest callee'}
        </p>
      )}
    </>
  )
}

function Badges({ node }: { node: GraphNode }) {
  if (node.badges.length === 0) return null
  return (
    <PanelSection title="Facts">
      <div className="flex flex-wrap gap-1.5">
        {node.badges.map((badge) => (
          <Chip key={badge}>
            <Icon name={badgeMeaning[badge].icon} size={12} />
            {badgeMeaning[badge].word}
          </Chip>
        ))}
      </div>
    </PanelSection>
  )
}
