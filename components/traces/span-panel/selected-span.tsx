'use client'
import { useQuery } from '@tanstack/react-query'
import type { TraceResponse } from '../../../lib/contract/traces.ts'
import { spansQuery } from '../../../lib/client/queries/traces.ts'
import type { SpanNode } from '../../../lib/domain/tracing/span-tree.ts'
import { MeshFacts } from './mesh-facts.tsx'
import { SpanPanel, type SpanLinks } from './span-panel.tsx'

/** The panel of a span, with the tags that a large trace leaves out and what the mesh knows of the call. */
export function SelectedSpan({
  trace,
  node,
  facts,
  onSelect,
  ...panel
}: {
  trace: TraceResponse
  node: SpanNode
  /** Whether metrics and the ledger may be asked. */
  facts: boolean
  originUs: number
  colour: string
  links: SpanLinks
  onSelect: (node: SpanNode) => void
  onClose: () => void
}) {
  const { span } = node
  const query = useQuery({ ...spansQuery(trace.traceId, span.spanId), enabled: trace.slim })
  const full = query.data?.spans.find(({ kind, service }) => kind === span.kind && service === span.service)
  const shown = full === undefined ? node : { ...node, span: full }
  return (
    <SpanPanel
      {...panel}
      node={shown}
      loading={trace.slim && full === undefined && query.error === null}
      mesh={<MeshFacts node={node} facts={facts} onSelect={onSelect} />}
    />
  )
}
