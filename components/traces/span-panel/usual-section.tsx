'use client'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { callerOf, traceOnGraph } from '../../../lib/domain/tracing/trace-on-graph.ts'
import type { SpanNode } from '../../../lib/domain/tracing/span-tree.ts'
import { againstUsual, type AgainstUsual } from '../../../lib/domain/tracing/usual-latency.ts'
import type { GraphEdge, GraphNode } from '../../../lib/domain/graph/model.ts'
import { duration, percent, text } from '../../../lib/client/format/number.ts'
import { KeyValues } from '../../ui/key-values.tsx'
import { PanelSection } from '../../ui/panel.tsx'
import { micros } from '../micros.ts'
import { usualGraphQuery } from '../use-trace-on-graph.ts'

const words: Record<AgainstUsual, string> = {
  usual: 'faster than half of the calls',
  'over-p50': 'slower than half of the calls, faster than the slowest twentieth',
  'over-p95': 'slower than 95 % of the calls',
  'over-p99': 'slower than 99 % of the calls',
  unknown: 'no durations were reported for this call',
}

/** This call against what its edge took in the hour before, and between which identities, by the mesh's metrics. */
export function UsualSection({ node }: { node: SpanNode }) {
  const entered = callerOf(node) === null ? node.children.find((child) => callerOf(child) !== null) : node
  return entered === undefined ? null : <UsualOf node={entered} />
}

function UsualOf({ node }: { node: SpanNode }) {
  const caller = callerOf(node)
  const namespaces = [node.span.namespace, caller?.span.namespace].flatMap((one) => one ?? [])
  const query = useQuery({ ...usualGraphQuery(namespaces, node.endUs / 1_000_000), enabled: namespaces.length > 0 })
  const edge = useMemo(() => (query.data === undefined ? undefined : edgeOf(node, query.data)), [node, query.data])
  if (query.isPending && namespaces.length > 0)
    return (
      <PanelSection title="Against the usual">
        <p className="text-dense text-ink-3">Asking the metrics</p>
      </PanelSection>
    )
  if (edge === undefined)
    return (
      <PanelSection title="Against the usual">
        <p className="text-dense text-ink-3">
          {query.error === null ? 'The metrics of the hour before know no such call.' : query.error.message}
        </p>
      </PanelSection>
    )
  return (
    <>
      <PanelSection title="Against the usual">
        <Latency edge={edge} durationUs={node.span.durationUs} />
      </PanelSection>
      <PanelSection title="Identity">
        <Identity edge={edge} />
      </PanelSection>
    </>
  )
}

function edgeOf(node: SpanNode, graph: { nodes: readonly GraphNode[]; edges: readonly GraphEdge[] }) {
  const alone = {
    roots: [node],
    nodes: [node],
    startUs: 0,
    endUs: 0,
    missingParents: 0,
    cycles: 0,
    duplicates: 0,
    maxSkewUs: 0,
  }
  const id = traceOnGraph(alone, graph).edgeOfSpan.get(node)
  return graph.edges.find((edge) => edge.id === id)
}

function Latency({ edge, durationUs }: { edge: GraphEdge; durationUs: number }) {
  const usual = edge.latencyMs ?? { p50: null, p95: null, p99: null }
  const where = againstUsual(durationUs / 1_000, usual)
  const most = Math.max(durationUs / 1_000, usual.p99 ?? 0, usual.p95 ?? 0, 0.001) * 1.05
  const marks = [
    { name: 'p50', ms: usual.p50 },
    { name: 'p95', ms: usual.p95 },
    { name: 'p99', ms: usual.p99 },
  ]
  const tone = where === 'over-p95' || where === 'over-p99' ? 'text-failing-text' : ''
  return (
    <>
      <p className="text-dense">
        <b className={`font-semibold ${tone}`}>{micros(durationUs)}</b> {words[where]}
      </p>
      {where === 'unknown' ? null : (
        <div className="relative mt-2 mb-1 h-3 rounded-[3px] bg-surface-3" aria-hidden="true">
          {marks.map(({ name, ms }) =>
            ms === null ? null : (
              <i key={name} className="absolute inset-y-0 w-px bg-ink-2" style={{ left: `${(ms / most) * 100}%` }} />
            ),
          )}
          <i
            className={`absolute -inset-y-0.5 w-[3px] rounded-[1px] ${tone === '' ? 'bg-accent' : 'bg-failing'}`}
            style={{ left: `${(durationUs / 1_000 / most) * 100}%` }}
          />
        </div>
      )}
      <p className="text-small text-ink-3">
        {marks.map(({ name, ms }) => `${name} ${text(duration(ms))}`).join(', ')}, hour before, all calls of this edge
      </p>
    </>
  )
}

function Identity({ edge: { mtls } }: { edge: GraphEdge }) {
  const state = {
    mutual: 'mutual TLS',
    partial: `mutual TLS on ${text(percent(mtls.ratio))}`,
    plain: 'plaintext',
    unknown: 'not reported',
  }[mtls.state]
  const names = (principals: readonly string[]) =>
    principals.length === 0 ? 'not reported' : principals.map(accountOf).join(', ')
  return (
    <KeyValues
      items={[
        { key: 'Encryption', value: state },
        { key: 'Caller', value: names(mtls.sourcePrincipals), mono: mtls.sourcePrincipals.length > 0 },
        { key: 'Callee', value: names(mtls.destinationPrincipals), mono: mtls.destinationPrincipals.length > 0 },
      ]}
    />
  )
}

/** `sa in ns` of a SPIFFE name as Istio writes it; any other name as it is. */
function accountOf(principal: string): string {
  const [, namespace, account] = /\/ns\/([^/]+)\/sa\/([^/]+)$/.exec(principal) ?? []
  return namespace === undefined || account === undefined ? principal : `${account} in ${namespace}`
}
