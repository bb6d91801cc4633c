'use client'
import { useState, type PointerEvent, type ReactNode } from 'react'
import type { Range } from '../../lib/client/time-window.ts'
import { inset } from './lane.tsx'

/** All lanes with one brush over them: a drag sets it. Its edges are inputs in the panel, arrows move it. */
export function BrushArea({
  shown,
  brush,
  onBrush,
  children,
}: {
  shown: Range
  brush: Range | null
  onBrush: (brush: Range) => void
  children: ReactNode
}) {
  const [drag, setDrag] = useState<{ start: number; now: number } | null>(null)
  const timeAt = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    const left = inset.label + inset.axis
    const share = (event.clientX - box.left - left) / (box.width - left - inset.right)
    return share < -0.01 || share > 1.01 ? null : shown.from + Math.min(1, Math.max(0, share)) * (shown.to - shown.from)
  }
  const drawn = drag === null ? brush : ordered(drag)
  const end = () => {
    const next = drag === null ? null : ordered(drag)
    setDrag(null)
    if (next !== null && next.to - next.from >= 1) onBrush(next)
  }
  return (
    <div
      className="relative touch-none select-none"
      onPointerDown={(event) => {
        const start = timeAt(event)
        if (event.button === 0 && start !== null) setDrag({ start, now: start })
      }}
      onPointerMove={(event) => {
        const now = drag === null ? null : timeAt(event)
        if (drag !== null && now !== null) setDrag({ ...drag, now })
      }}
      onPointerUp={end}
      onPointerLeave={() => setDrag(null)}
    >
      {children}
      {drawn === null ? null : <BrushBand brush={drawn} shown={shown} />}
    </div>
  )
}

const ordered = ({ start, now }: { start: number; now: number }): Range => ({
  from: Math.min(start, now),
  to: Math.max(start, now),
})

function BrushBand({ brush, shown }: { brush: Range; shown: Range }) {
  const share = (at: number) => ((at - shown.from) / (shown.to - shown.from)) * 100
  return (
    <div
      aria-hidden="true"
      className="pointer-events-none absolute inset-y-0"
      style={{ left: inset.label + inset.axis, right: inset.right }}
    >
      <div
        className="absolute inset-y-0 border-x-2 border-accent-line bg-accent-bg/40"
        style={{ left: `${share(brush.from)}%`, width: `${share(brush.to) - share(brush.from)}%` }}
      />
    </div>
  )
}
