'use client'
import { useEffect, useEffectEvent, useRef, type ReactNode } from 'react'
import type { CriticalSection } from '../../../lib/domain/tracing/critical-path.ts'
import type { SpanNode } from '../../../lib/domain/tracing/span-tree.ts'
import { rowKey } from './rows.ts'
import { SpanBar } from './span-bar.tsx'
import { SpanName } from './span-name.tsx'
import { TickLines } from './time-axis.tsx'
import { waterfallColumns } from './columns.ts'
import type { TimeRange } from './time-scale.ts'
import { useVirtualRows } from '../../ui/use-virtual-rows.ts'

const rowPx = 26
const headPx = 26
const noSections: readonly CriticalSection[] = []

export type WaterfallProps = {
  /** Stays above the rows while they scroll. */
  head: ReactNode
  rows: readonly SpanNode[]
  range: TimeRange
  colours: ReadonlyMap<string, string>
  /** Stretches of the critical path by row; empty when it is not shown. */
  critical: ReadonlyMap<string, readonly CriticalSection[]>
  matches: ReadonlySet<SpanNode>
  selected: SpanNode | null
  collapsed: ReadonlySet<string>
  onSelect: (node: SpanNode) => void
  onStep: (step: 1 | -1) => void
  onToggle: (node: SpanNode) => void
}

/** The spans as an indented tree beside their time; only the rows in sight exist, however long the trace is. */
export function Waterfall(props: WaterfallProps) {
  const { rows, selected, collapsed, onSelect, onStep, onToggle } = props
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualRows({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: 12,
    scrollMargin: headPx,
    scrollPaddingStart: headPx,
  })
  const index = selected === null ? -1 : rows.indexOf(selected)
  const scrollTo = useEffectEvent((row: number) => virtual.scrollToIndex(row, { align: 'auto' }))
  useEffect(() => {
    if (index >= 0) scrollTo(index)
  }, [index])
  const move = (to: number) => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, to))]
    if (row !== undefined) onSelect(row)
  }
  const press = (key: string): boolean => {
    const folded = selected !== null && collapsed.has(rowKey(selected))
    switch (key) {
      case 'ArrowDown':
        onStep(1)
        return true
      case 'ArrowUp':
        onStep(-1)
        return true
      case 'Home':
        move(0)
        return true
      case 'End':
        move(rows.length - 1)
        return true
      case 'ArrowRight':
        if (selected !== null && folded) onToggle(selected)
        else onStep(1)
        return true
      case 'ArrowLeft':
        if (selected === null) return false
        if (selected.children.length > 0 && !folded) onToggle(selected)
        else if (selected.parent !== null) onSelect(selected.parent)
        return true
      default:
        return false
    }
  }
  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-auto bg-surface-1">
      <div className="sticky top-0 z-10">{props.head}</div>
      <div
        role="tree"
        aria-label="Spans"
        tabIndex={0}
        {...(index >= 0 ? { 'aria-activedescendant': `span-row-${index}` } : {})}
        onKeyDown={(event) => {
          if (press(event.key)) event.preventDefault()
        }}
        className="relative -outline-offset-2"
        style={{ height: virtual.getTotalSize() }}
      >
        {virtual.getVirtualItems().map((item) => {
          const node = rows[item.index]
          return node === undefined ? null : (
            <WaterfallRow key={rowKey(node)} {...props} node={node} index={item.index} top={item.start - headPx} />
          )
        })}
      </div>
    </div>
  )
}

function WaterfallRow({ node, index, top, ...props }: WaterfallProps & { node: SpanNode; index: number; top: number }) {
  const { colours, critical, matches, selected, collapsed, range } = props
  const key = rowKey(node)
  const colour = colours.get(node.span.service) ?? 'var(--series-8)'
  const isSelected = node === selected
  const tone = isSelected
    ? 'bg-accent-bg shadow-[inset_3px_0_0_var(--accent-line)]'
    : matches.has(node)
      ? 'bg-surface-2'
      : 'hover:bg-surface-2'
  return (
    // Keys are handled by the tree, which keeps the focus and names the active row.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      id={`span-row-${index}`}
      role="treeitem"
      tabIndex={-1}
      aria-level={node.depth + 1}
      aria-selected={isSelected}
      {...(node.children.length > 0 ? { 'aria-expanded': !collapsed.has(key) } : {})}
      aria-label={rowWords(node)}
      onClick={() => props.onSelect(node)}
      className={`${waterfallColumns} absolute inset-x-0 cursor-pointer border-b border-line-subtle ${tone}`}
      style={{ top, height: rowPx }}
    >
      <SpanName node={node} colour={colour} collapsed={collapsed.has(key)} onToggle={() => props.onToggle(node)} />
      <div className="relative border-l border-line-subtle">
        <TickLines />
        <SpanBar node={node} range={range} colour={colour} sections={critical.get(key) ?? noSections} />
      </div>
    </div>
  )
}

function rowWords({ span }: SpanNode): string {
  const ms = Math.round(span.durationUs / 100) / 10
  return `${span.service} ${span.operation}, ${span.kind}, ${ms} ms${span.error ? ', failed' : ''}`
}
