import type { CriticalSection } from '../../../lib/domain/tracing/critical-path.ts'
import { breakdownOf } from '../../../lib/domain/tracing/self-time.ts'
import type { SpanNode } from '../../../lib/domain/tracing/span-tree.ts'
import { micros } from '../micros.ts'
import { joinedPlaces, labelSide, placeIn, type Placement, type TimeRange } from './time-scale.ts'

const percent = (share: number) => `${share * 100}%`

/** The right half of a row: the span's bar, what of it is network, its stretches of the critical path, its duration. */
export function SpanBar({
  node,
  range,
  colour,
  sections,
}: {
  node: SpanNode
  range: TimeRange
  colour: string
  sections: readonly CriticalSection[]
}) {
  const place = placeIn(range, node.startUs, node.endUs)
  if (place === null) return null
  const failed = node.span.error
  return (
    <div className="absolute inset-y-0 right-3 left-3">
      <div
        className="absolute top-[6px] h-3 rounded-[2.5px]"
        style={{
          left: percent(place.left),
          width: `max(2px, ${percent(place.width)})`,
          background: failed ? 'var(--status-failing)' : colour,
        }}
      />
      <NetworkEnds node={node} range={range} />
      {joinedPlaces(range, sections).map((section) => (
        <Section key={section.left} place={section} />
      ))}
      <Duration node={node} place={place} />
    </div>
  )
}

function Section({ place }: { place: Placement }) {
  return (
    <div
      className="absolute top-5 h-0.5 bg-ink-1"
      style={{ left: percent(place.left), width: `max(1px, ${percent(place.width)})` }}
    />
  )
}

/** On a call the ends of the bar, before and after the callee's span, are network and both proxies. */
function NetworkEnds({ node, range }: { node: SpanNode; range: TimeRange }) {
  const [callee] = node.children
  if (callee === undefined || breakdownOf(node).kind !== 'call') return null
  const ends = [placeIn(range, node.startUs, callee.startUs), placeIn(range, callee.endUs, node.endUs)]
  return ends.map((end, index) =>
    end === null || end.width === 0 ? null : (
      <div
        key={index}
        className="absolute top-[6px] h-3 bg-ink-1 opacity-50"
        style={{ left: percent(end.left), width: percent(end.width) }}
      />
    ),
  )
}

function Duration({ node, place }: { node: SpanNode; place: Placement }) {
  const { span } = node
  const words = [micros(span.durationUs)]
  const failure = [span.httpStatus !== null && span.httpStatus >= 400 ? span.httpStatus : '', span.responseFlags ?? '']
    .filter((part) => part !== '')
    .join(' ')
  const side = labelSide(place)
  const position =
    side === 'right'
      ? { left: `calc(${percent(place.left + place.width)} + 6px)` }
      : { right: `calc(${percent(side === 'inside' ? 1 - place.left - place.width : 1 - place.left)} + 6px)` }
  const tone = side === 'inside' ? 'font-semibold text-ink-inverse' : 'text-ink-2'
  return (
    <span className={`absolute top-1 text-small whitespace-nowrap ${tone}`} style={position}>
      {words}
      {failure === '' ? null : (
        <b className={`ml-1 font-semibold ${side === 'inside' ? '' : 'text-failing-text'}`}>{failure}</b>
      )}
    </span>
  )
}
