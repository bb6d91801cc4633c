import { Icon } from '../../ui/icon.tsx'
import { StatusMark } from '../../ui/status-mark.tsx'
import type { SpanNode } from '../../../lib/domain/tracing/span-tree.ts'
import { shortService } from '../service-colour.ts'

const indentPx = 16
const deepest = 14

/** The left half of a row: guides, the handle that folds, colour, service, version, operation, and a mark when it failed. */
export function SpanName({
  node,
  colour,
  collapsed,
  onToggle,
}: {
  node: SpanNode
  colour: string
  collapsed: boolean
  onToggle: () => void
}) {
  const { span } = node
  const level = Math.min(node.depth, deepest)
  const version = span.tags['istio.canonical_revision']
  return (
    <div
      className="relative flex h-full min-w-0 items-center gap-1.5 pr-3 text-dense"
      style={{ paddingLeft: 12 + level * indentPx }}
    >
      <Guides count={level} />
      <span className="flex w-3 flex-none text-ink-3">
        {node.children.length === 0 ? null : (
          <button
            type="button"
            tabIndex={-1}
            aria-hidden="true"
            className="hit-24"
            onClick={(event) => {
              event.stopPropagation()
              onToggle()
            }}
          >
            <Icon name={collapsed ? 'chevronRight' : 'chevronDown'} size={12} />
          </button>
        )}
      </span>
      <i className="size-2 flex-none rounded-[2px]" style={{ background: colour }} />
      <span className="flex-none font-medium">{shortService(span.service)}</span>
      {version === undefined || version === 'latest' ? null : (
        <span className="flex-none rounded-[3px] bg-surface-2 px-1 text-label text-ink-2">{version}</span>
      )}
      <span className="min-w-0 flex-1 truncate text-ink-3">{span.operation}</span>
      {node.fault === null ? null : <StatusMark status="degraded" label={faultWords[node.fault]} />}
      {span.error ? <StatusMark status="failing" label="failed" /> : null}
    </div>
  )
}

const faultWords = { 'missing-parent': 'its parent is missing', cycle: 'its parents form a circle' } as const

function Guides({ count }: { count: number }) {
  return Array.from({ length: count }, (_, index) => (
    <span
      key={index}
      aria-hidden="true"
      className="absolute inset-y-0 w-px bg-line"
      style={{ left: 18 + index * indentPx }}
    />
  ))
}
