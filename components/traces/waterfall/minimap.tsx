'use client'
import { Slider, SliderThumb, SliderTrack } from 'react-aria-components'
import type { SpanTree } from '../../../lib/domain/tracing/span-tree.ts'
import { clampRange, placeIn, type TimeRange } from './time-scale.ts'

const height = 44
const mostBars = 400
const steps = 1_000

/** The whole trace in small with a window on it; the two edges of the window are sliders. */
export function Minimap({
  tree,
  range,
  colours,
  onRange,
}: {
  tree: SpanTree
  range: TimeRange
  colours: ReadonlyMap<string, string>
  onRange: (range: TimeRange) => void
}) {
  const length = tree.endUs - tree.startUs
  const toStep = (us: number) => (length === 0 ? 0 : Math.round(((us - tree.startUs) / length) * steps))
  const toUs = (step: number) => tree.startUs + (length * step) / steps
  const change = (values: number[]) => {
    const [start = 0, end = steps] = values
    onRange(clampRange({ startUs: toUs(start), endUs: toUs(end) }, tree))
  }
  const window = placeIn(tree, range.startUs, range.endUs)
  return (
    <Slider
      aria-label="Part of the trace that is shown"
      minValue={0}
      maxValue={steps}
      value={[toStep(range.startUs), toStep(range.endUs)]}
      onChange={change}
      className="flex-none border-b border-line-subtle bg-surface-1 px-3"
    >
      <SliderTrack className="relative block h-11 cursor-crosshair">
        <Bars tree={tree} colours={colours} />
        {window === null ? null : (
          <span
            aria-hidden="true"
            className="absolute inset-y-px rounded-[4px] border border-accent-line"
            style={{ left: `${window.left * 100}%`, width: `${window.width * 100}%` }}
          />
        )}
        <SliderThumb index={0} aria-label="Start" className={thumb} />
        <SliderThumb index={1} aria-label="End" className={thumb} />
      </SliderTrack>
    </Slider>
  )
}

const thumb =
  'top-1/2 h-4 w-1.5 cursor-ew-resize rounded-[2px] border border-accent-line bg-surface-1 hit-24 data-[focus-visible]:outline-2 data-[focus-visible]:outline-focus'

function Bars({ tree, colours }: { tree: SpanTree; colours: ReadonlyMap<string, string> }) {
  // Long traces are thinned: two bars on one pixel row say no more than one.
  const every = Math.ceil(tree.nodes.length / mostBars)
  const failed = tree.nodes.filter(({ span }) => span.error)
  const shown = new Set(failed.filter((_, index) => index % Math.ceil(failed.length / mostBars) === 0))
  const nodes = tree.nodes.filter((node, index) => index % every === 0 || shown.has(node))
  const pitch = Math.min(2.6, (height - 8) / Math.max(1, nodes.length))
  return (
    <svg
      aria-hidden="true"
      className="absolute inset-0 h-full w-full"
      viewBox={`0 0 1000 ${height}`}
      preserveAspectRatio="none"
    >
      {nodes.map((node, index) => {
        const place = placeIn(tree, node.startUs, node.endUs)
        return place === null ? null : (
          <rect
            key={index}
            x={place.left * 1_000}
            y={4 + index * pitch}
            width={Math.max(1.5, place.width * 1_000)}
            height={Math.max(1, pitch - 0.8)}
            fill={node.span.error ? 'var(--status-failing)' : colours.get(node.span.service)}
          />
        )
      })}
    </svg>
  )
}
