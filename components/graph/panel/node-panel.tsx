'use client'
import { Chip, StatusChip } from '../../ui/chip.tsx'
import { ButtonLink } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { PanelSection, SidePanel } from '../../ui/panel.tsx'
import { StatusMark } from '../../ui/status-mark.tsx'
import { percent, perSecond, bytesPerSecond } from '../../../lib/client/format/number.ts'
import { routes } from '../../../lib/client/routes.ts'
import type { Scope } from '../../../lib/client/scope.ts'
import type { GraphNode } from '../../../lib/domain/graph/model.ts'
import { HealthSentence } from '../../mesh/health-sentence.tsx'
import { nodeHref } from '../../mesh/node-link.tsx'
import { QuantityText } from '../../mesh/quantity.tsx'
import type { GraphSelection } from '../graph-url.ts'
import type { GraphModel, Link } from '../model/graph-model.ts'
import { badgeMeaning } from '../stage/badges.tsx'
import { PanelHead } from './panel-head.tsx'
import { RedTiles } from './red-tiles.tsx'

type NodePanelProps = {
  node: GraphNode
  model: GraphModel
  scope: Scope
  onSelect: (selection: GraphSelection) => void
  onClose: () => void
}

/** What a node receives and sends, and everything that hangs on it. */
export function NodePanel({ node, model, scope, onSelect, onClose }: NodePanelProps) {
  const inbound = model.links.filter(({ target }) => target === node.id)
  const outbound = model.links.filter(({ source }) => source === node.id)
  const traffic = inbound.length > 0 ? node.traffic.in : node.traffic.out
  const p95 = Math.max(...inbound.map(({ edge }) => edge.latencyMs?.p95 ?? -1))
  return (
    <SidePanel label="Node details">
      <PanelHead
        chips={
          <>
            <Chip tone="line">{kindWords[node.kind]}</Chip>
            <StatusChip status={node.health.status} />
          </>
        }
        title={node.name}
        facts={[node.namespace, node.cluster, node.version === null ? null : `version ${node.version}`]
          .filter((part) => part !== null)
          .join(', ')}
        onClose={onClose}
      />
      <div className="min-h-0 flex-1 overflow-auto">
        <div className="border-b border-line-subtle px-4 py-2.5">
          <HealthSentence health={node.health} />
        </div>
        <PanelSection title={inbound.length > 0 ? 'Receives' : 'Sends'}>
          <RedTiles
            numbers={{ ...traffic, p95Ms: p95 < 0 ? null : p95 }}
            series={null}
            tcp={traffic.rps === null && traffic.bytesPerSecond !== null}
          />
          {p95 < 0 || inbound.length < 2 ? null : (
            <p className="mt-1.5 text-small text-ink-3">p95 of its slowest caller</p>
          )}
        </PanelSection>
        <Calls title="Called by" links={inbound} end="source" model={model} onSelect={onSelect} />
        <Calls title="Calls" links={outbound} end="target" model={model} onSelect={onSelect} />
        <Facts node={node} />
        <NodeLinks node={node} scope={scope} />
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

type CallsProps = {
  title: string
  links: readonly Link[]
  end: 'source' | 'target'
  model: GraphModel
  onSelect: (selection: GraphSelection) => void
}

function Calls({ title, links, end, model, onSelect }: CallsProps) {
  if (links.length === 0) return null
  const names = new Map(model.cards.map(({ id, node }) => [id, node.name]))
  return (
    <PanelSection title={title}>
      <ul className="-mx-2">
        {links.map((link) => (
          <li key={link.id}>
            <button
              type="button"
              className="flex h-7 w-full items-center gap-2 rounded-chip px-2 text-dense hover:bg-surface-2"
              onClick={() => onSelect({ kind: 'edge', id: link.id })}
            >
              <StatusMark status={link.edge.health.status} label={link.edge.health.status} />
              <span className="min-w-0 flex-1 truncate text-left">{names.get(link[end])}</span>
              <QuantityText
                quantity={link.edge.rps === null ? bytesPerSecond(link.edge.bytesPerSecond) : perSecond(link.edge.rps)}
              />
              <span className="w-16 text-right">
                {link.edge.protocol === 'tcp' ? null : <QuantityText quantity={percent(link.edge.errorRatio)} />}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </PanelSection>
  )
}

function Facts({ node }: { node: GraphNode }) {
  if (node.badges.length === 0) return null
  return (
    <PanelSection title="Configuration">
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

function NodeLinks({ node, scope }: { node: GraphNode; scope: Scope }) {
  const href = nodeHref(node, scope)
  if (href === null || node.namespace === null) return null
  const search = { namespace: node.namespace, ...(node.workload === null ? {} : { workload: node.workload }) }
  return (
    <nav aria-label="Of this node" className="flex flex-wrap gap-2 px-4 py-3">
      <ButtonLink href={href} size="sm">
        Details
      </ButtonLink>
      <ButtonLink href={routes.traces(scope, search)} size="sm">
        <Icon name="traces" size={14} />
        Traces
      </ButtonLink>
      <ButtonLink href={routes.logs(scope, search)} size="sm">
        <Icon name="logs" size={14} />
        Logs
      </ButtonLink>
    </nav>
  )
}
