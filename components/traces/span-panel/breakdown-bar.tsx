import { breakdownOf } from '../../../lib/domain/tracing/self-time.ts'
import type { SpanNode } from '../../../lib/domain/tracing/span-tree.ts'
import { micros } from '../micros.ts'

type Part = { name: string; us: number; colour: string }

/** Where a span's time went, as one bar with its parts named below. */
export function BreakdownBar({ node, colour }: { node: SpanNode; colour: string }) {
  const total = node.span.durationUs
  const parts = partsOf(node, colour).filter(({ us }) => us > 0)
  if (total === 0 || parts.length === 0) return <p className="text-dense text-ink-3">It took no measurable time.</p>
  return (
    <>
      <div aria-hidden="true" className="flex h-[18px] gap-px overflow-hidden rounded-[4px]">
        {parts.map((part) => (
          <i key={part.name} style={{ width: `${(part.us / total) * 100}%`, background: part.colour }} />
        ))}
      </div>
      <ul className="mt-1.5 flex flex-wrap gap-x-4 gap-y-0.5 text-small text-ink-2">
        {parts.map((part) => (
          <li key={part.name} className="flex items-center gap-1.5">
            <i aria-hidden="true" className="size-2 rounded-[2px]" style={{ background: part.colour }} />
            <b className="font-semibold text-ink-1">{micros(part.us)}</b> {part.name}
          </li>
        ))}
      </ul>
    </>
  )
}

function partsOf(node: SpanNode, colour: string): Part[] {
  const breakdown = breakdownOf(node)
  switch (breakdown.kind) {
    case 'call':
      return [
        { name: 'in the callee', us: breakdown.calleeUs, colour },
        { name: 'network and proxies', us: breakdown.networkUs, colour: 'var(--series-8)' },
      ]
    case 'work':
      return [
        {
          name: node.children.length === 0 ? 'in this span' : 'in this span, nothing called',
          us: breakdown.ownUs,
          colour,
        },
        { name: 'waiting for calls', us: breakdown.childrenUs, colour: 'var(--series-8)' },
      ]
  }
}
