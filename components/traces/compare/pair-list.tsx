'use client'
import { useEffect, useEffectEvent, useRef } from 'react'
import type { SpanPair } from '../../../lib/domain/tracing/compare.ts'
import type { SpanNode } from '../../../lib/domain/tracing/span-tree.ts'
import { StatusMark } from '../../ui/status-mark.tsx'
import { micros, signedMicros } from '../micros.ts'
import { shortService } from '../service-colour.ts'
import type { Sides } from './compare-view.tsx'
import { useVirtualRows } from '../../ui/use-virtual-rows.ts'

const rowPx = 28
const columns =
  'grid grid-cols-[300px_minmax(0,1fr)_76px_76px_120px] max-xl:grid-cols-[200px_minmax(0,1fr)_70px_70px_104px] max-sm:grid-cols-[120px_minmax(0,1fr)_92px]'

type ListProps = {
  rows: readonly SpanPair[]
  sides: Sides
  colours: ReadonlyMap<string, string>
  selected: SpanPair | null
  onSelect: (pair: SpanPair) => void
}

/** Rows of the comparison; only those in sight exist. */
export function PairList({ rows, sides, colours, selected, onSelect }: ListProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualRows({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: 12,
  })
  const index = selected === null ? -1 : rows.indexOf(selected)
  const scrollTo = useEffectEvent((row: number) => virtual.scrollToIndex(row, { align: 'auto' }))
  useEffect(() => {
    if (index >= 0) scrollTo(index)
  }, [index])
  const lengthUs = Math.max(1, sides.a.endUs - sides.a.startUs, sides.b.endUs - sides.b.startUs)
  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-auto bg-surface-1">
      <div
        className={`${columns} sticky top-0 z-10 h-7 items-center border-b border-line bg-surface-1 px-3 text-small text-ink-3`}
      >
        <span>Matched by service, operation and place</span>
        <span className="flex justify-between">
          <span>0</span>
          <span>{micros(lengthUs)}</span>
        </span>
        <span className="text-right max-sm:hidden">A</span>
        <span className="text-right max-sm:hidden">B</span>
        <span className="text-right">A − B</span>
      </div>
      <ol aria-label="Spans of both traces" className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const pair = rows[item.index]
          return pair === undefined ? null : (
            <li key={item.key} className="absolute inset-x-0" style={{ top: item.start, height: rowPx }}>
              <PairRow
                pair={pair}
                sides={sides}
                lengthUs={lengthUs}
                colours={colours}
                selected={pair === selected}
                onSelect={onSelect}
              />
            </li>
          )
        })}
      </ol>
    </div>
  )
}

type RowProps = Omit<ListProps, 'rows' | 'selected'> & { pair: SpanPair; lengthUs: number; selected: boolean }

function PairRow({ pair, sides, lengthUs, colours, selected, onSelect }: RowProps) {
  const { a, b, kind } = pair
  const span = (a ?? b)?.span
  if (span === undefined) return null
  const tone = selected ? 'bg-accent-bg shadow-[inset_3px_0_0_var(--accent-line)]' : 'hover:bg-surface-2'
  return (
    <div className={`${columns} relative h-full items-center border-b border-line-subtle px-3 text-dense ${tone}`}>
      <button
        type="button"
        aria-pressed={selected}
        onClick={() => onSelect(pair)}
        className="flex min-w-0 items-center gap-1.5 text-left after:absolute after:inset-0 after:content-['']"
        style={{ paddingLeft: Math.min(pair.depth, 12) * 12 }}
      >
        <span
          aria-hidden="true"
          className={`w-3 flex-none text-center ${pair.slower ? 'text-failing-text' : 'text-accent-text'}`}
        >
          {kind === 'new' ? '+' : kind === 'gone' ? '−' : pair.slower ? '▲' : ''}
        </span>
        <i className="size-2 flex-none rounded-[2px]" style={{ background: colours.get(span.service) }} />
        <span className={`flex-none font-medium ${kind === 'gone' ? 'line-through' : ''}`}>
          {shortService(span.service)}
        </span>
        <span className="min-w-0 truncate text-ink-3">{span.operation}</span>
        {a?.span.error === true ? <StatusMark status="failing" label="failed in A" /> : null}
      </button>
      <Bars pair={pair} sides={sides} lengthUs={lengthUs} />
      <span className="text-right max-sm:hidden">{a === null ? '' : micros(a.span.durationUs)}</span>
      <span className="text-right text-ink-3 max-sm:hidden">{b === null ? '' : micros(b.span.durationUs)}</span>
      <Change pair={pair} />
    </div>
  )
}

function Change({ pair: { kind, a, b, slower, differenceUs, selfDifferenceUs } }: { pair: SpanPair }) {
  if (kind === 'new')
    return <b className="text-right font-semibold text-accent-text">new, {micros(a?.span.durationUs ?? 0)}</b>
  if (kind === 'gone') return <span className="text-right text-ink-2">gone, {micros(b?.span.durationUs ?? 0)}</span>
  if (slower) return <b className="text-right font-semibold text-failing-text">own {signedMicros(selfDifferenceUs)}</b>
  const below = differenceUs >= 20_000
  return (
    <span className="text-right text-ink-2">
      {signedMicros(differenceUs)}
      {below ? ' below' : ''}
    </span>
  )
}

/** A filled, B as an outline under it, on one scale; what A took longer is solid where it is the span's own doing. */
function Bars({
  pair: { kind, a, b, slower, differenceUs },
  sides,
  lengthUs,
}: Pick<RowProps, 'pair' | 'sides' | 'lengthUs'>) {
  const style = (node: SpanNode, originUs: number) => ({
    left: `${((node.startUs - originUs) / lengthUs) * 100}%`,
    width: `max(2px, ${(node.span.durationUs / lengthUs) * 100}%)`,
  })
  const excess = a === null || b === null || differenceUs <= 0 ? 0 : (differenceUs / a.span.durationUs) * 100
  return (
    <div className="relative h-full" aria-hidden="true">
      {a === null ? null : (
        <div
          className={`absolute top-1.5 h-2 overflow-hidden rounded-[2px] ${kind === 'new' ? 'bg-accent' : 'bg-idle'}`}
          style={style(a, sides.a.startUs)}
        >
          {excess === 0 ? null : (
            <i
              className={`absolute inset-y-0 right-0 ${slower ? 'bg-failing' : 'border border-dashed border-failing bg-surface-1'}`}
              style={{ width: `${excess}%` }}
            />
          )}
        </div>
      )}
      {b === null ? null : (
        <div
          className={`absolute top-[17px] h-1.5 rounded-[2px] border border-idle ${kind === 'gone' ? 'border-dashed' : ''}`}
          style={style(b, sides.b.startUs)}
        />
      )}
    </div>
  )
}
