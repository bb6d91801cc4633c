'use client'
import { useMemo, useState } from 'react'
import { counted } from '../../../lib/client/format/number.ts'
import { clockTime } from '../../../lib/client/format/time.ts'
import { routes } from '../../../lib/client/routes.ts'
import { compareTraces, slowerFromUs, type SpanPair } from '../../../lib/domain/tracing/compare.ts'
import type { Trace } from '../../../lib/domain/tracing/model.ts'
import { buildSpanTree, type SpanTree } from '../../../lib/domain/tracing/span-tree.ts'
import { useShortcut } from '../../shell/shortcuts/shortcut-provider.tsx'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { IconButton, ToggleChipButton } from '../../ui/icon-button.tsx'
import { StatusMark } from '../../ui/status-mark.tsx'
import { micros } from '../micros.ts'
import { serviceColours } from '../service-colour.ts'
import { ComparePanel } from './compare-panel.tsx'
import { PairList } from './pair-list.tsx'

export type Sides = { readonly a: SpanTree; readonly b: SpanTree }

/** Whether a row is worth a look: there in one trace only, or slower by itself. */
export const isDifferent = (pair: SpanPair) => pair.kind !== 'both' || pair.slower

/** A over B on one scale, row by row, and beside them where the difference went. */
export function CompareView({ a, b, onSwap, onBack }: { a: Trace; b: Trace; onSwap: () => void; onBack: () => void }) {
  const sides: Sides = useMemo(() => ({ a: buildSpanTree(a.spans), b: buildSpanTree(b.spans) }), [a, b])
  const pairs = useMemo(() => compareTraces(sides.a, sides.b), [sides])
  const colours = useMemo(() => new Map([...serviceColours(sides.b), ...serviceColours(sides.a)]), [sides])
  const [onlyDifferent, setOnlyDifferent] = useState(false)
  const [selected, setSelected] = useState<SpanPair | null>(null)
  const rows = useMemo(() => (onlyDifferent ? pairs.filter(isDifferent) : pairs), [pairs, onlyDifferent])
  const different = pairs.filter(isDifferent)
  useSteps(rows, selected, setSelected)
  return (
    <div data-testid="trace-compare" className="flex min-h-0 flex-1 flex-col">
      <header className="flex min-h-14 flex-none flex-wrap items-center gap-3 border-b border-line-subtle bg-surface-1 px-3 py-1.5">
        <IconButton icon="chevronLeft" label="Back" onPress={onBack} />
        <h1 className="text-title font-[650] tracking-tight">Compare traces</h1>
        <Side name="A" trace={a} tree={sides.a} />
        <Button size="sm" onPress={onSwap}>
          Swap
        </Button>
        <Side name="B" trace={b} tree={sides.b} />
      </header>
      <div className="relative flex min-h-0 flex-1 max-xl:flex-col max-xl:overflow-auto">
        <div className="flex min-h-0 min-w-0 flex-1 flex-col max-xl:h-[60vh] max-xl:flex-none">
          <div
            role="toolbar"
            aria-label="Comparison"
            className="flex min-h-10 flex-none flex-wrap items-center gap-2 border-b border-line-subtle bg-surface-1 px-3 py-1.5"
          >
            <ToggleChipButton isSelected={onlyDifferent} onChange={setOnlyDifferent}>
              {`Only different ${different.length}`}
            </ToggleChipButton>
            <Marks pairs={pairs} />
          </div>
          <PairList rows={rows} sides={sides} colours={colours} selected={selected} onSelect={setSelected} />
          <p className="flex flex-none flex-wrap gap-x-4 border-t border-line-subtle bg-surface-1 px-3 py-2 text-small text-ink-3">
            <span>
              Slower by itself: own time at least {micros(slowerFromUs(sides.a))} and 10 % more, solid. Dashed: slower
              only by what it waited for.
            </span>
            <span className="ml-auto">{completeness(sides)}</span>
          </p>
        </div>
        <ComparePanel a={a} b={b} sides={sides} pairs={pairs} selected={selected} />
      </div>
    </div>
  )
}

function Side({ name, trace, tree }: { name: string; trace: Trace; tree: SpanTree }) {
  const failed = tree.nodes.some(({ span }) => span.error)
  return (
    <ButtonLink href={routes.trace(trace.traceId)}>
      <span className="rounded-[3px] bg-surface-3 px-1.5 text-small font-semibold">{name}</span>
      <StatusMark status={failed ? 'failing' : 'healthy'} label={failed ? 'failed' : 'ok'} />
      <span className="mono">{trace.traceId.slice(0, 8)}</span>
      <span className="text-ink-3 max-lg:hidden">{clockTime(tree.startUs / 1_000)}</span>
      <b className="font-semibold">{micros(tree.endUs - tree.startUs)}</b>
      <span className="text-ink-3 max-lg:hidden">{counted(tree.nodes.length, 'span')}</span>
    </ButtonLink>
  )
}

function Marks({ pairs }: { pairs: readonly SpanPair[] }) {
  const count = (wanted: (pair: SpanPair) => boolean) => pairs.filter(wanted).length
  return (
    <span className="ml-auto flex flex-wrap items-center gap-x-4 text-small text-ink-2">
      <span>+ {count(({ kind }) => kind === 'new')} only in A</span>
      <span>− {count(({ kind }) => kind === 'gone')} only in B</span>
      <span className={pairs.some(({ slower }) => slower) ? 'text-failing-text' : ''}>
        ▲ {count(({ slower }) => slower)} slower by itself
      </span>
      <span className="flex items-center gap-1.5">
        <i className="h-2 w-5 rounded-[2px] bg-idle" /> A
      </span>
      <span className="flex items-center gap-1.5">
        <i className="h-2 w-5 rounded-[2px] border border-idle" /> B
      </span>
    </span>
  )
}

function useSteps(rows: readonly SpanPair[], selected: SpanPair | null, select: (pair: SpanPair) => void): void {
  const group = 'This page'
  const at = selected === null ? -1 : rows.indexOf(selected)
  const go = (to: number) => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, to))]
    if (row !== undefined) select(row)
  }
  const nextDifferent = (step: 1 | -1) => {
    for (let tries = 1; tries <= rows.length; tries++) {
      const index = (at + step * tries + rows.length * 2) % rows.length
      const row = rows[index]
      if (row !== undefined && isDifferent(row)) return select(row)
    }
  }
  useShortcut({ keys: 'j', label: 'Next span', group, run: () => go(at + 1) })
  useShortcut({ keys: 'k', label: 'Previous span', group, run: () => go(at - 1) })
  useShortcut({ keys: 'n', label: 'Next difference', group, run: () => nextDifferent(1) })
  useShortcut({ keys: 'shift+n', label: 'Previous difference', group, run: () => nextDifferent(-1) })
}

function completeness({ a, b }: Sides): string {
  const missing = a.missingParents + b.missingParents
  const skew = Math.max(a.maxSkewUs, b.maxSkewUs)
  return `${missing === 0 ? 'Both complete' : `${counted(missing, 'span')} without their parent`}, ${skew === 0 ? 'no clock skew' : `clock skew up to ${micros(skew)} corrected`}`
}
