'use client'
import type { ReactNode } from 'react'
import type { TrafficSeries } from '../../lib/contract/edge.ts'
import type { Evidence, SourceFailure } from '../../lib/contract/source-failure.ts'
import type { InboundTraffic, Neighbourhood } from '../../lib/contract/workloads.ts'
import type { Scope } from '../../lib/client/scope.ts'
import type { Health } from '../../lib/domain/health/model.ts'
import { DegradedBanner } from '../graph/graph-notices.tsx'
import { RedTiles } from '../graph/panel/red-tiles.tsx'
import { TrafficCharts } from '../graph/panel/traffic-charts.tsx'
import { EvidenceList } from '../mesh/evidence.tsx'
import { HealthSentence } from '../mesh/health-sentence.tsx'
import { PageBar, PageBody, PageTitle } from '../shell/page-bar.tsx'
import { useNow } from '../shell/use-now.ts'
import { StatusChip } from '../ui/chip.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Card } from '../ui/panel.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'
import { NeighbourTables } from './neighbour-table.tsx'

export type ObjectFacts = {
  health: Health
  inbound: InboundTraffic
  series: TrafficSeries | null
  traffic: Neighbourhood
  evidence: readonly Evidence[]
  degraded: readonly SourceFailure[]
}

type ObjectPageProps = {
  title: string
  facts: string
  scope: Scope
  /** Undefined while it loads. */
  object: ObjectFacts | undefined
  error: Error | null
  onRetry: () => void
  /** Links: graph, traces, logs, routing. */
  actions: ReactNode
  /** In a frame, whose header already names it. */
  embedded?: boolean
  /** What only this kind has. */
  children: ReactNode
}

/** The page of one object: the sentence, rate errors and duration, neighbours, the kind's own facts, the queries. */
export function ObjectPage({
  title,
  facts,
  scope,
  object,
  error,
  onRetry,
  actions,
  embedded = false,
  children,
}: ObjectPageProps) {
  const now = useNow()
  return (
    <>
      {embedded ? null : (
        <PageBar label={title} actions={actions}>
          <PageTitle title={title} facts={facts} />
          {object === undefined ? null : <StatusChip status={object.health.status} />}
        </PageBar>
      )}
      <PageBody>
        {object === undefined ? (
          <Card>
            {error === null ? (
              <SkeletonRows />
            ) : (
              <EmptyState icon="warning" title="It could not be read." detail={error.message} />
            )}
          </Card>
        ) : (
          <>
            <DegradedBanner failures={object.degraded} now={now} onRetry={onRetry} />
            <HealthSentence health={object.health} />
            <Traffic object={object} title={title} />
            <NeighbourTables traffic={object.traffic} scope={scope} />
            {children}
            {object.evidence.length === 0 ? null : (
              <Card title="Behind the numbers">
                <div className="p-3.5">
                  <EvidenceList items={object.evidence} />
                </div>
              </Card>
            )}
          </>
        )}
      </PageBody>
    </>
  )
}

function Traffic({ object, title }: { object: ObjectFacts; title: string }) {
  const { inbound, series } = object
  const tcp = inbound.rps === null && inbound.bytesPerSecond !== null
  return (
    <Card title="Receives">
      <div className="max-w-3xl px-4 py-3">
        <RedTiles numbers={inbound} series={null} tcp={tcp} />
      </div>
      {series === null ? null : (
        <div className="grid grid-cols-3 border-t border-line-subtle max-lg:grid-cols-1 [&>section]:border-b-0">
          <TrafficCharts series={series} tcp={tcp} syncId={title} />
        </div>
      )}
    </Card>
  )
}
