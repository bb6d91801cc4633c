'use client'
import { ButtonLink } from '../ui/button.tsx'
import { StatusChip } from '../ui/chip.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { counted, percent, text } from '../../lib/client/format/number.ts'
import { routes } from '../../lib/client/routes.ts'
import { preciseTime } from '../../lib/client/format/time.ts'
import { criticalShares, type CriticalSection } from '../../lib/domain/tracing/critical-path.ts'
import type { Trace } from '../../lib/domain/tracing/model.ts'
import type { SpanTree } from '../../lib/domain/tracing/span-tree.ts'
import { serviceCounts } from '../../lib/domain/tracing/summary.ts'
import { DownloadTrace } from './download-trace.tsx'
import { CompareWithUsual } from './compare/compare-with-usual.tsx'
import { micros } from './micros.ts'
import { shortService } from './service-colour.ts'

/** What the trace is: its root, when, how long, how much, and who its duration is owed to. */
export function TraceHeader({
  trace,
  tree,
  sections,
  stored,
  onBack,
}: {
  trace: Trace
  tree: SpanTree
  sections: readonly CriticalSection[]
  /** Whether the store has it; one from a file has no address. */
  stored: boolean
  onBack: (() => void) | undefined
}) {
  const root = tree.roots.find(({ fault }) => fault === null) ?? tree.roots[0]
  const errors = tree.nodes.filter(({ span }) => span.error).length
  const [longest] = criticalShares(sections)
  const services = serviceCounts(trace.spans).length
  return (
    <header className="flex min-h-14 flex-none flex-wrap items-center gap-x-4 gap-y-1 border-b border-line-subtle bg-surface-1 px-3 py-1.5">
      {onBack === undefined ? null : <IconButton icon="chevronLeft" label="Back to the traces" onPress={onBack} />}
      <div className="min-w-0">
        <div className="flex items-center gap-2">
          <h1 className="truncate text-title leading-5 font-[650] tracking-tight">
            {root === undefined ? 'Trace' : `${shortService(root.span.service)} ${root.span.operation}`}
          </h1>
          {errors === 0 ? null : <StatusChip status="failing">{counted(errors, 'error')}</StatusChip>}
        </div>
        <p className="mono text-small text-ink-3">{trace.traceId}</p>
      </div>
      <dl className="ml-auto flex flex-wrap gap-x-4 gap-y-0.5 text-dense">
        <Figure name="Started" value={`${preciseTime(tree.startUs / 1_000)}`} />
        <Figure name="Duration" value={micros(tree.endUs - tree.startUs)} />
        <Figure name="Spans" value={String(tree.nodes.length)} />
        <Figure name="Services" value={String(services)} />
        {longest === undefined ? null : (
          <Figure name="Critical path" value={`${shortService(longest.service)} ${text(percent(longest.share))}`} />
        )}
      </dl>
      {onBack === undefined || root === undefined || !stored ? null : (
        <>
          <ButtonLink size="sm" href={graphLink(trace, tree)}>
            On the graph
          </ButtonLink>
          <CompareWithUsual traceId={trace.traceId} root={root} />
        </>
      )}
      <DownloadTrace trace={trace} stored={stored} />
    </header>
  )
}

/** The graph of the minutes before the trace's end, with its edges lit. */
function graphLink(trace: Trace, tree: SpanTree): string {
  const namespaces = [...new Set(trace.spans.flatMap(({ namespace }) => namespace ?? []))].toSorted()
  const at = new Date(tree.endUs / 1_000).toISOString()
  return routes.graph({ namespaces, window: '10m', at }, { trace: trace.traceId })
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div className="flex gap-1 whitespace-nowrap">
      <dt className="text-ink-3">{name}</dt>
      <dd className="font-semibold">{value}</dd>
    </div>
  )
}
