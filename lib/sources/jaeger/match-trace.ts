import { parseClusterName } from '../../domain/envoy/cluster-name.ts'
import type { Span, Trace } from '../../domain/tracing/model.ts'
import { buildSpanTree, type SpanNode } from '../../domain/tracing/span-tree.ts'
import type { TraceSearch } from '../ports.ts'

/** Whether a found trace really is about the namespace, workload or edge that was asked for; Jaeger can only ask by service. */
export function matchesSearch(trace: Trace, { namespace, workload, source, destination }: TraceSearch): boolean {
  if (namespace !== undefined && !trace.spans.some((span) => namespaceOf(span) === namespace)) return false
  if (source !== undefined && destination !== undefined)
    return buildSpanTree(trace.spans).nodes.some(
      (node) => isEntered(node, { source, destination }) || isLost(node, { source, destination }),
    )
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

/** A call of the source that no proxy of the destination saw: refused on its way, or to a callee without a proxy. */
function isLost({ span, children }: SpanNode, { source, destination }: { source: string; destination: string }) {
  if (span.kind !== 'client' || children.length > 0 || !belongsTo(span, source)) return false
  const cluster = parseClusterName(span.tags['upstream_cluster'] ?? '')
  return cluster.kind === 'outbound' && mayMean(destination, cluster)
}

/** A subset that is named like a revision means that one; any other name, or none, may mean every workload of the service. */
function mayMean(workload: string, { host, subset }: { host: string; subset: string | null }): boolean {
  const service = host.split('.')[0] ?? ''
  if (workload === host || workload === service) return true
  if (!workload.startsWith(`${service}-`)) return false
  return subset === null || !/^v\d/.test(subset) || workload === `${service}-${subset}`
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
