import type { Span, Trace } from '../../domain/tracing/model.ts'
import { buildSpanTree, type SpanNode } from '../../domain/tracing/span-tree.ts'
import type { TraceSearch } from '../ports.ts'

/** Whether a found trace really is about the namespace, workload or edge that was asked for; Jaeger can only ask by service. */
export function matchesSearch(trace: Trace, { namespace, workload, source, destination }: TraceSearch): boolean {
  if (namespace !== undefined && !trace.spans.some((span) => namespaceOf(span) === namespace)) return false
  if (source !== undefined && destination !== undefined)
    return buildSpanTree(trace.spans).nodes.some((node) => isEntered(node, { source, destination }))
  const wanted = workload ?? destination ?? source
  return wanted === undefined || trace.spans.some((span) => belongsTo(span, wanted))
}

/** What the span says; else the second part of its service's name, as Istio composes it. */
function namespaceOf({ namespace, service }: Span): string | undefined {
  return namespace ?? service.split('.')[1]
}

/** A span of the destination whose caller, the nearest span of another service above it, is of the source. */
function isEntered(node: SpanNode, { source, destination }: { source: string; destination: string }): boolean {
  if (!belongsTo(node.span, destination)) return false
  let above = node.parent
  while (above !== null && above.span.service === node.span.service) above = above.parent
  return above !== null && belongsTo(above.span, source)
}

/** By the workload that the span names; else by its service and revision, as Istio tags them. */
function belongsTo(span: Span, workload: string): boolean {
  if (span.workload !== null) return span.workload === workload
  const canonical = span.tags['istio.canonical_service'] ?? span.service.split('.')[0] ?? ''
  const revision = span.tags['istio.canonical_revision']
  if (workload === canonical) return true
  if (revision !== undefined && revision !== 'latest') return workload === `${canonical}-${revision}`
  return workload.startsWith(`${canonical}-`)
}
