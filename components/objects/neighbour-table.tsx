'use client'
import type { Neighbourhood } from '../../lib/contract/workloads.ts'
import { bytesPerSecond, duration, percent, perSecond } from '../../lib/client/format/number.ts'
import type { Scope } from '../../lib/client/scope.ts'
import type { GraphEdge, GraphNode } from '../../lib/domain/graph/model.ts'
import { useNarrow } from '../shell/use-narrow.ts'
import { MtlsShare } from '../mesh/mtls-share.tsx'
import { NodeLink } from '../mesh/node-link.tsx'
import { QuantityText } from '../mesh/quantity.tsx'
import { Card } from '../ui/panel.tsx'
import { StatusMark } from '../ui/status-mark.tsx'
import { Cell, HeadCell, Row, Table, TableHead } from '../ui/table.tsx'

/** Who calls it and whom it calls. */
export function NeighbourTables({ traffic, scope }: { traffic: Neighbourhood; scope: Scope }) {
  const nodes = new Map(traffic.nodes.map((node) => [node.id, node]))
  return (
    <div className="grid grid-cols-2 gap-3 max-xl:grid-cols-1">
      <Card title="Called by" hint={`${traffic.inbound.length}`}>
        <Edges
          edges={traffic.inbound}
          nodes={nodes}
          end="source"
          scope={scope}
          empty="Nothing called it in this window."
        />
      </Card>
      <Card title="Calls" hint={`${traffic.outbound.length}`}>
        <Edges
          edges={traffic.outbound}
          nodes={nodes}
          end="target"
          scope={scope}
          empty="It called nothing in this window."
        />
      </Card>
    </div>
  )
}

type EdgesProps = {
  edges: readonly GraphEdge[]
  nodes: ReadonlyMap<string, GraphNode>
  end: 'source' | 'target'
  scope: Scope
  empty: string
}

function Edges({ edges, nodes, end, scope, empty }: EdgesProps) {
  const narrow = useNarrow()
  if (edges.length === 0) return <p className="px-3.5 py-3 text-dense text-ink-2">{empty}</p>
  if (narrow) return <NarrowEdges edges={edges} nodes={nodes} end={end} scope={scope} />
  return (
    <div className="overflow-x-auto">
      <Table label={end === 'source' ? 'Callers' : 'Callees'}>
        <TableHead>
          <HeadCell>{end === 'source' ? 'Caller' : 'Callee'}</HeadCell>
          <HeadCell align="end">Traffic</HeadCell>
          <HeadCell align="end">Errors</HeadCell>
          <HeadCell align="end">p95</HeadCell>
          <HeadCell>mTLS</HeadCell>
        </TableHead>
        <tbody>
          {edges.map((edge) => {
            const node = nodes.get(edge[end])
            return (
              <Row key={edge.id}>
                <Cell>
                  <span className="flex items-center gap-2">
                    <StatusMark status={edge.health.status} label={edge.health.status} />
                    {node === undefined ? edge[end] : <NodeLink node={node} scope={scope} className="text-ink-1" />}
                  </span>
                </Cell>
                <Cell align="end">
                  <QuantityText
                    quantity={edge.rps === null ? bytesPerSecond(edge.bytesPerSecond) : perSecond(edge.rps)}
                  />
                </Cell>
                <Cell align="end">
                  <QuantityText quantity={percent(edge.errorRatio)} />
                </Cell>
                <Cell align="end">
                  <QuantityText quantity={duration(edge.latencyMs?.p95 ?? null)} />
                </Cell>
                <Cell>
                  <MtlsShare state={edge.mtls.state} ratio={edge.mtls.ratio} compact />
                </Cell>
              </Row>
            )
          })}
        </tbody>
      </Table>
    </div>
  )
}

/** Without sideways scroll: the name over its lock, traffic over errors. */
function NarrowEdges({ edges, nodes, end, scope }: Omit<EdgesProps, 'empty'>) {
  return (
    <ul aria-label={end === 'source' ? 'Callers' : 'Callees'}>
      {edges.map((edge) => {
        const node = nodes.get(edge[end])
        return (
          <li
            key={edge.id}
            className="flex min-h-11 items-center gap-2.5 border-b border-line-subtle px-3 py-1.5 text-dense last:border-b-0"
          >
            <StatusMark status={edge.health.status} label={edge.health.status} />
            <span className="min-w-0 flex-1">
              <span className="block truncate">
                {node === undefined ? edge[end] : <NodeLink node={node} scope={scope} className="text-ink-1" />}
              </span>
              <span className="block text-small">
                <MtlsShare state={edge.mtls.state} ratio={edge.mtls.ratio} />
              </span>
            </span>
            <span className="flex-none text-right">
              <span className="block">
                <QuantityText
                  quantity={edge.rps === null ? bytesPerSecond(edge.bytesPerSecond) : perSecond(edge.rps)}
                />
              </span>
              <span className="block text-small">
                <QuantityText quantity={percent(edge.errorRatio)} />
              </span>
            </span>
          </li>
        )
      })}
    </ul>
  )
}
