import { KeyValues, type KeyValue } from '../../ui/key-values.tsx'
import { PanelSection } from '../../ui/panel.tsx'
import type { TrafficSeries } from '../../../lib/contract/edge.ts'
import type { GraphEdge } from '../../../lib/domain/graph/model.ts'
import { perSecond, text } from '../../../lib/client/format/number.ts'
import { MtlsShare } from '../../mesh/mtls-share.tsx'
import { shortPrincipal } from '../../mesh/principal.ts'
import { LatencyLine } from './latency-line.tsx'
import { RedTiles } from './red-tiles.tsx'
import { ResponseTable } from './response-table.tsx'

/** Rate, errors, duration; codes and flags; mutual TLS and who is who. */
export function EdgeOverview({ edge, series }: { edge: GraphEdge; series: TrafficSeries | null }) {
  const numbers = {
    rps: edge.rps,
    errorRatio: edge.errorRatio,
    p95Ms: edge.latencyMs?.p95 ?? null,
    bytesPerSecond: edge.bytesPerSecond,
  }
  const tcp = edge.protocol === 'tcp'
  return (
    <>
      <PanelSection title={tcp ? 'Bytes' : 'Rate, errors, duration'}>
        <RedTiles numbers={numbers} series={series} tcp={tcp} />
        <LatencyLine latency={edge.latencyMs} samples={edge.samples} />
        <Flow edge={edge} />
      </PanelSection>
      {tcp ? null : (
        <PanelSection title="Codes and flags">
          <ResponseTable responses={edge.responses} />
        </PanelSection>
      )}
      <PanelSection title="Security" actions={<MtlsShare state={edge.mtls.state} ratio={edge.mtls.ratio} />}>
        <KeyValues items={securityFacts(edge)} />
      </PanelSection>
    </>
  )
}

/** What only gRPC and TCP count: messages of each way, connections that were opened. */
function Flow({ edge: { protocol, messagesPerSecond, connectionsPerSecond } }: { edge: GraphEdge }) {
  switch (protocol) {
    case 'http':
      return null
    case 'grpc':
      return (
        <KeyValues
          items={[
            { key: 'Messages sent by the caller', value: rateOrNot(messagesPerSecond?.sent ?? null) },
            { key: 'Messages it received', value: rateOrNot(messagesPerSecond?.received ?? null) },
          ]}
        />
      )
    case 'tcp':
      return <KeyValues items={[{ key: 'Connections opened', value: rateOrNot(connectionsPerSecond) }]} />
  }
}

function rateOrNot(rate: number | null): string {
  return rate === null ? 'not reported' : text(perSecond(rate))
}

function securityFacts({ mtls, retriesPerSecond }: GraphEdge): KeyValue[] {
  const names = (principals: readonly string[]) =>
    principals.length === 0 ? 'not reported' : principals.map(shortPrincipal).join(', ')
  return [
    { key: 'From', value: names(mtls.sourcePrincipals), mono: true },
    { key: 'To', value: names(mtls.destinationPrincipals), mono: true },
    ...(retriesPerSecond === null || retriesPerSecond === 0
      ? []
      : [{ key: 'Retries', value: text(perSecond(retriesPerSecond)) }]),
  ]
}
