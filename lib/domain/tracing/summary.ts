import type { Span, Trace, TraceSummary } from './model.ts'
import { buildSpanTree } from './span-tree.ts'

/** The line that stands for a trace in a list; its root is the earliest span without a parent. */
export function summarizeTrace({ traceId, spans }: Trace): TraceSummary {
  const { roots, nodes, startUs, endUs } = buildSpanTree(spans)
  const root = roots.find(({ fault }) => fault === null) ?? roots[0]
  return {
    traceId,
    rootService: root?.span.service ?? '',
    rootOperation: root?.span.operation ?? '',
    startUs,
    durationUs: endUs - startUs,
    spanCount: nodes.length,
    errorCount: nodes.filter(({ span }) => span.error).length,
    services: serviceCounts(nodes.map(({ span }) => span)),
  }
}

/** Spans by service, most first. */
export function serviceCounts(spans: readonly Span[]): { name: string; spans: number }[] {
  const counts = new Map<string, number>()
  for (const { service } of spans) counts.set(service, (counts.get(service) ?? 0) + 1)
  return [...counts]
    .map(([name, count]) => ({ name, spans: count }))
    .toSorted((a, b) => b.spans - a.spans || (a.name < b.name ? -1 : 1))
}
