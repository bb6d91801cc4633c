'use client'
import { useQuery } from '@tanstack/react-query'
import { Chip, StatusChip } from '../../ui/chip.tsx'
import { ButtonLink } from '../../ui/button.tsx'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { SidePanel } from '../../ui/panel.tsx'
import { TabPanel, Tabs } from '../../ui/tabs.tsx'
import type { EdgeResponseBody } from '../../../lib/contract/edge.ts'
import { edgeQuery, type GraphParams } from '../../../lib/client/queries/graph.ts'
import { routes } from '../../../lib/client/routes.ts'
import type { GraphEdge, GraphNode } from '../../../lib/domain/graph/model.ts'
import { reporterWords } from '../../mesh/evidence.tsx'
import { HealthSentence } from '../../mesh/health-sentence.tsx'
import { NodeLink } from '../../mesh/node-link.tsx'
import { fullTitle } from '../views/full-title.ts'
import type { PanelTab } from '../graph-url.ts'
import { edgeSentence, failingSince, mainFailure } from './edge-facts.ts'
import { EdgeOverview } from './edge-overview.tsx'
import { EdgeLogs, EdgeTraces, WaitingSection } from './edge-related.tsx'
import { PanelHead } from './panel-head.tsx'
import { ExplainTab, RoutingTab, SecurityTab } from './edge-explained.tsx'
import { EdgeHosts } from './edge-hosts.tsx'
import { TrafficCharts } from './traffic-charts.tsx'
import { usePace } from './use-pace.ts'

type EdgePanelProps = {
  edge: GraphEdge
  source: GraphNode
  target: GraphNode
  params: GraphParams
  tab: PanelTab
  onTab: (tab: PanelTab) => void
  onClose: () => void
}

const tabs = [
  { id: 'overview', label: 'Overview' },
  { id: 'traffic', label: 'Traffic' },
  { id: 'security', label: 'Security' },
  { id: 'routing', label: 'Routing' },
  { id: 'traces', label: 'Traces' },
  { id: 'logs', label: 'Logs' },
  { id: 'explain', label: 'Explain' },
] as const

/** The sentence first, then the evidence; the graph's own numbers until the details come. */
export function EdgePanel({ edge, source, target, params, tab, onTab, onClose }: EdgePanelProps) {
  const details = useQuery({ ...edgeQuery(edge.id, params), ...usePace(params.scope) })
  const { scope } = params
  const series = details.data?.series ?? null
  return (
    <SidePanel label="Edge details" width={412}>
      <PanelHead
        chips={
          <>
            <Chip tone="line">
              <Icon name="graph" size={12} />
              Edge
            </Chip>
            <Chip tone="line">{protocolWords[edge.protocol]}</Chip>
            <StatusChip status={edge.health.status} />
          </>
        }
        title={
          <>
            <NodeLink node={source} scope={scope} className="text-ink-1" />
            <Version node={source} /> <span className="text-ink-3">→</span>{' '}
            <NodeLink node={target} scope={scope} className="text-ink-1" />
            <Version node={target} />
          </>
        }
        facts={`${target.namespace ?? source.namespace ?? 'outside'}, ${target.cluster}. Reported by ${reporterWords[edge.reporter]}`}
        onClose={onClose}
      />
      <div className="flex-none border-b border-line-subtle px-4 py-2.5">
        <HealthSentence health={edge.health}>{explanation(edge, details.data)}</HealthSentence>
      </div>
      <Tabs label="Edge details" items={tabs} selected={tab} onSelect={onTab} className="min-h-0 flex-1">
        <TabPanel id="overview" className="overflow-auto">
          <EdgeOverview edge={edge} series={series} />
          {details.error === null ? null : (
            <p className="px-4 py-2.5 text-dense text-failing-text">{details.error.message}</p>
          )}
          {details.data === undefined ? null : (
            <>
              <EdgeTraces related={details.data.related} scope={scope} shown={3} />
              <EdgeLogs related={details.data.related} scope={scope} shown={3} />
              <EdgeLinks details={details.data} params={params} />
            </>
          )}
        </TabPanel>
        <TabPanel id="traffic" className="overflow-auto">
          <TrafficCharts
            series={series}
            tcp={edge.protocol === 'tcp'}
            syncId={edge.id}
            changesOf={details.data?.config.map(({ name }) => name) ?? []}
          />
          <EdgeHosts hosts={details.data?.hosts ?? []} />
        </TabPanel>
        <TabPanel id="security" className="overflow-auto">
          <SecurityTab id={edge.id} params={params} />
        </TabPanel>
        <TabPanel id="routing" className="overflow-auto">
          <RoutingTab id={edge.id} params={params} />
        </TabPanel>
        <TabPanel id="traces" className="overflow-auto">
          {details.data === undefined ? (
            <WaitingSection title="Traces of this edge" error={details.error} />
          ) : (
            <EdgeTraces related={details.data.related} scope={scope} shown={20} />
          )}
        </TabPanel>
        <TabPanel id="logs" className="overflow-auto">
          {details.data === undefined ? (
            <WaitingSection title="Logs of both ends" error={details.error} />
          ) : (
            <EdgeLogs related={details.data.related} scope={scope} shown={50} />
          )}
        </TabPanel>
        <TabPanel id="explain" className="overflow-auto">
          <ExplainTab id={edge.id} params={params} />
        </TabPanel>
      </Tabs>
    </SidePanel>
  )
}

/** Two versions of an app have the same name: the version is part of the title. */
function Version({ node }: { node: GraphNode }) {
  const version = fullTitle({ title: node.name, node }).slice(node.name.length)
  return version === '' ? null : <span className="font-medium text-ink-2">{version}</span>
}

const protocolWords: Record<GraphEdge['protocol'], string> = { http: 'HTTP', grpc: 'gRPC', tcp: 'TCP' }

function explanation(edge: GraphEdge, details: EdgeResponseBody | undefined): string {
  const series = details?.series ?? null
  const since = series === null ? null : failingSince(series)
  const parts = [
    edge.health.reasons.length === 0 ? edgeSentence(edge) : null,
    mainFailure(edge.responses) === null ? null : `${mainFailure(edge.responses)}.`,
    since === null ? null : `It began at ${since}.`,
  ]
  return parts.filter((part) => part !== null).join(' ')
}

/** From the edge straight to its traces, its logs and its route. */
function EdgeLinks({ details, params }: { details: EdgeResponseBody; params: GraphParams }) {
  const { related, config } = details
  const { scope } = params
  const route = config.find(({ kind }) => kind === 'VirtualService')
  const links: { label: string; icon: IconName; href: string }[] = [
    { label: 'Traces of this edge', icon: 'traces', href: routes.traces(scope, related.traces) },
    { label: 'Logs of this edge', icon: 'logs', href: routes.logs(scope, related.logs) },
    {
      label: 'Timeline',
      icon: 'clock',
      href: routes.timeline(scope, { edge: details.edge.id, type: params.type }),
    },
    ...(route === undefined
      ? []
      : [
          {
            label: 'Shift traffic',
            icon: 'routing' as const,
            href: routes.routing(scope, route.namespace, route.name),
          },
        ]),
  ]
  return (
    <nav aria-label="Of this edge" className="flex flex-wrap gap-2 px-4 py-3">
      {links.map(({ label, icon, href }) => (
        <ButtonLink key={label} href={href} size="sm">
          <Icon name={icon} size={14} />
          {label}
        </ButtonLink>
      ))}
    </nav>
  )
}
