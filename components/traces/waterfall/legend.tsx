import type { SpanTree } from '../../../lib/domain/tracing/span-tree.ts'
import { useNow } from '../../shell/use-now.ts'
import { honesty } from './honesty.ts'

/** What the marks mean, and how far the trace can be trusted. */
export function Legend({ tree, truncatedAt, slim }: { tree: SpanTree; truncatedAt: number | null; slim: boolean }) {
  const now = useNow()
  const young = now !== null && now - tree.endUs / 1_000 < 30_000
  return (
    <div className="flex flex-none flex-wrap items-center gap-x-4 gap-y-1 border-t border-line-subtle bg-surface-1 px-3 py-2 text-small text-ink-3">
      <span className="flex items-center gap-1.5">
        <i className="h-0.5 w-[18px] bg-ink-1" />
        critical path
      </span>
      <span className="flex items-center gap-1.5">
        <i className="flex h-2.5 w-[18px] justify-between overflow-hidden rounded-[2px] bg-series-1">
          <i className="w-[3px] bg-ink-1 opacity-50" />
          <i className="w-[3px] bg-ink-1 opacity-50" />
        </i>
        call with its callee&apos;s span, ends are network and proxies
      </span>
      <span className="ml-auto">
        {honesty(tree, truncatedAt)}
        {young ? ', younger than 30 s: spans may still be on their way' : ''}
        {slim ? ', tags of a trace this large come span by span: find looks at service and operation' : ''}
      </span>
    </div>
  )
}
