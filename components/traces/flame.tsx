'use client'
import { useMemo } from 'react'
import type { SpanNode, SpanTree } from '../../lib/domain/tracing/span-tree.ts'
import { flameLayers } from './flame-layers.ts'
import { micros } from './micros.ts'
import { shortService } from './service-colour.ts'
import { rowKey } from './waterfall/rows.ts'
import { placeIn, type TimeRange } from './waterfall/time-scale.ts'

const layerPx = 22
const mostSpans = 2_000

/** Spans stacked by depth over the time they took, calls at the same time apart; narrower than a hair is left out. */
export function Flame({
  tree,
  range,
  colours,
  selected,
  onSelect,
}: {
  tree: SpanTree
  range: TimeRange
  colours: ReadonlyMap<string, string>
  selected: SpanNode | null
  onSelect: (node: SpanNode) => void
}) {
  const drawn = useMemo(() => drawnSpans(tree, range), [tree, range])
  const depth = drawn.reduce((most, { layer }) => Math.max(most, layer), 0)
  return (
    <div className="min-h-0 flex-1 overflow-auto bg-surface-1 px-3 py-2">
      <div className="relative" style={{ height: (depth + 1) * layerPx }}>
        {drawn.map(({ node, place, layer }) => (
          <button
            key={rowKey(node)}
            type="button"
            title={`${node.span.service} ${node.span.operation} ${micros(node.span.durationUs)}`}
            aria-pressed={node === selected}
            onClick={() => onSelect(node)}
            className="absolute h-5 truncate rounded-[3px] px-1 text-left text-small leading-5 font-medium text-ink-inverse aria-pressed:ring-2 aria-pressed:ring-focus"
            style={{
              top: layer * layerPx,
              left: `${place.left * 100}%`,
              width: `max(2px, calc(${place.width * 100}% - 1px))`,
              background: node.span.error ? 'var(--status-failing)' : colours.get(node.span.service),
            }}
          >
            {place.width > 0.05 ? `${shortService(node.span.service)} ${node.span.operation}` : ''}
          </button>
        ))}
      </div>
      {drawn.length === tree.nodes.length ? null : (
        <p className="pt-2 text-small text-ink-3">
          {drawn.length.toLocaleString('en-US')} of {tree.nodes.length.toLocaleString('en-US')} spans are wide enough to
          be drawn; a shorter range shows more.
        </p>
      )}
    </div>
  )
}

/** The widest spans of the range with their places, in the tree's order. */
function drawnSpans(tree: SpanTree, range: TimeRange) {
  const all = tree.nodes.flatMap((node) => {
    const place = placeIn(range, node.startUs, node.endUs)
    return place === null || place.width < 0.0005 ? [] : [{ node, place }]
  })
  const widest = new Set(all.toSorted((a, b) => b.place.width - a.place.width).slice(0, mostSpans))
  const drawn = all.filter((one) => widest.has(one))
  const layers = flameLayers(drawn.map(({ node }) => node))
  return drawn.map(({ node, place }) => ({ node, place, layer: layers.get(node) ?? node.depth }))
}
