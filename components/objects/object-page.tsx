'use client'
import type { ReactNode } from 'react'
import type { ObjectFinding } from '../../lib/contract/config.ts'
import type { Evidence, SourceFailure } from '../../lib/contract/source-failure.ts'
import type { Neighbourhood } from '../../lib/contract/workloads.ts'
import type { MetricsOf } from '../../lib/client/queries/object-metrics.ts'
import type { Scope } from '../../lib/client/scope.ts'
import type { Health } from '../../lib/domain/health/model.ts'
import { DegradedBanner } from '../graph/graph-notices.tsx'
import { EvidenceList } from '../mesh/evidence.tsx'
import { MissingRights } from '../shell/missing-rights.tsx'
import { PageBar, PageBody, PageTitle } from '../shell/page-bar.tsx'
import { Unreadable } from '../shell/unreadable.tsx'
import { useNow } from '../shell/use-now.ts'
import { StatusChip } from '../ui/chip.tsx'
import { Card } from '../ui/panel.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'
import { TabPanel, Tabs } from '../ui/tabs.tsx'
import { CauseSentence } from './cause-sentence.tsx'
import { FindingsCard } from './findings-card.tsx'
import { MetricsPanel } from './metrics/metrics-panel.tsx'
import { RedCharts } from './metrics/red-charts.tsx'
import { NeighbourTables } from './neighbour-table.tsx'
import { useTab } from './use-tab.ts'

export type ObjectFacts = {
  health: Health
  /** Null for what is no node of its own, such as a namespace. */
  traffic: Neighbourhood | null
  evidence: readonly Evidence[]
  /** What is wrong with the rules that act on it. */
  findings: readonly ObjectFinding[]
  degraded: readonly SourceFailure[]
}

type ExtraTab = { id: string; label: string; content: ReactNode }

type ObjectPageProps = {
  title: string
  facts: string
  scope: Scope
  /** What its charts are about. */
  of: MetricsOf
  /** Undefined while it loads. */
  object: ObjectFacts | undefined
  error: Error | null
  onRetry: () => void
  /** Links: graph, traces, logs, routing. */
  actions: ReactNode
  /** In a frame, whose header already names it: the overview alone. */
  embedded?: boolean
  /** A service is only called. */
  oneWay?: boolean
  /** Tabs that only this kind has. */
  tabs?: readonly ExtraTab[]
  /** What only this kind has, on its overview. */
  children: ReactNode
}

/** The page of one object: the sentence, rate errors and duration, neighbours, the kind's own facts, all its metrics. */
export function ObjectPage(props: ObjectPageProps) {
  const { title, facts, object, error, actions, embedded = false, oneWay = false, tabs = [] } = props
  const [tab, setTab] = useTab(['overview', 'inbound', ...(oneWay ? [] : ['outbound']), ...tabs.map(({ id }) => id)])
  if (object === undefined) return <Loading title={title} facts={facts} error={error} embedded={embedded} />
  if (embedded) return <Overview {...props} object={object} />
  const items = [
    { id: 'overview', label: 'Overview' },
    { id: 'inbound', label: 'Inbound metrics' },
    ...(oneWay ? [] : [{ id: 'outbound', label: 'Outbound metrics' }]),
    ...tabs,
  ]
  return (
    <>
      <PageBar label={title} actions={actions} wrap>
        <PageTitle title={title} facts={facts} />
        <StatusChip status={object.health.status} />
      </PageBar>
      <Tabs label={`Parts of ${title}`} items={items} selected={tab} onSelect={setTab} className="min-h-0 flex-1">
        <TabPanel id="overview" className="flex flex-col">
          <Overview {...props} object={object} />
        </TabPanel>
        {(['inbound', 'outbound'] as const).map((direction) => (
          <TabPanel key={direction} id={direction} className="flex flex-col">
            <PageBody>
              <MetricsPanel of={props.of} direction={direction} />
            </PageBody>
          </TabPanel>
        ))}
        {tabs.map(({ id, content }) => (
          <TabPanel key={id} id={id} className="flex flex-col">
            <PageBody>{content}</PageBody>
          </TabPanel>
        ))}
      </Tabs>
    </>
  )
}

function Overview({ object, scope, of, oneWay = false, onRetry, children }: ObjectPageProps & { object: ObjectFacts }) {
  const now = useNow()
  return (
    <PageBody>
      <DegradedBanner failures={object.degraded} now={now} onRetry={onRetry} />
      <MissingRights failures={object.degraded} />
      <CauseSentence object={object} scope={scope} />
      <FindingsCard findings={object.findings} scope={scope} />
      <RedCharts of={of} oneWay={oneWay} />
      {object.traffic === null ? null : <NeighbourTables traffic={object.traffic} scope={scope} />}
      {children}
      {object.evidence.length === 0 ? null : (
        <Card title="Behind the numbers">
          <div className="p-3.5">
            <EvidenceList items={object.evidence} />
          </div>
        </Card>
      )}
    </PageBody>
  )
}

type LoadingProps = { title: string; facts: string; error: Error | null; embedded: boolean }

function Loading({ title, facts, error, embedded }: LoadingProps) {
  return (
    <>
      {embedded ? null : (
        <PageBar label={title}>
          <PageTitle title={title} facts={facts} />
        </PageBar>
      )}
      <PageBody>
        <Card>{error === null ? <SkeletonRows /> : <Unreadable error={error} />}</Card>
      </PageBody>
    </>
  )
}
