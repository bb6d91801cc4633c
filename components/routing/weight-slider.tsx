'use client'
import type { KeyboardEvent } from 'react'
import { percentOf } from '../../lib/domain/routing/weights.ts'

export type WeightSliderProps = {
  /** What the slider is called: its destination. */
  label: string
  valueText: string
  weight: number
  live: number
  total: number
  max: number
  colour: string
  isDisabled: boolean
  isLocked: boolean
  onMove: (weight: number) => void
}

/** A native range under the skin: keys, touch and assistive technology work as everywhere. */
export function WeightSlider({
  label,
  valueText,
  weight,
  live,
  total,
  max,
  colour,
  isDisabled,
  isLocked,
  onMove,
}: WeightSliderProps) {
  const bigStep = Math.max(1, Math.round(total / 10))
  const step = total >= 1000 ? Math.round(total / 200) : 1
  const onKeyDown = (event: KeyboardEvent) => {
    const by = keyStep(event, { step, bigStep })
    if (by === null) return
    event.preventDefault()
    onMove(Math.min(max, Math.max(0, weight + by)))
  }
  return (
    <div className="group relative h-7 min-w-0">
      <Track weight={weight} live={live} total={total} colour={isLocked ? 'var(--series-8)' : colour} />
      <input
        type="range"
        aria-label={label}
        aria-valuetext={valueText}
        min={0}
        max={total}
        step={1}
        value={weight}
        disabled={isDisabled}
        onChange={(event) => onMove(Math.min(max, Number(event.currentTarget.value)))}
        onKeyDown={onKeyDown}
        className="peer absolute inset-y-0 -right-[9px] -left-[9px] m-0 cursor-pointer touch-pan-y opacity-0 disabled:cursor-not-allowed"
      />
      <span
        aria-hidden="true"
        className="pointer-events-none absolute top-[5px] -ml-[9px] size-[18px] rounded-full border-2 shadow-1 peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-focus"
        style={{
          left: `${percentOf(weight, total)}%`,
          background: isLocked ? 'var(--surface-3)' : 'var(--surface-1)',
          borderColor: isLocked ? 'var(--border-strong)' : weight === live ? colour : 'var(--draft)',
        }}
      />
    </div>
  )
}

type TrackProps = Pick<WeightSliderProps, 'weight' | 'live' | 'total' | 'colour'>

/** Growth is hatched, loss an empty outline; the live value stays as a tick. */
function Track({ weight, live, total, colour }: TrackProps) {
  const now = percentOf(live, total)
  const planned = percentOf(weight, total)
  const bar = 'absolute top-[11px] h-1.5'
  return (
    <span aria-hidden="true">
      <span className={`${bar} inset-x-0 rounded-[3px] bg-surface-3`} />
      <span
        className={`${bar} left-0 rounded-l-[3px]`}
        style={{ width: `${Math.min(now, planned)}%`, background: colour }}
      />
      {planned > now ? (
        <span
          className={bar}
          style={{
            left: `${now}%`,
            width: `${planned - now}%`,
            background: 'repeating-linear-gradient(-45deg, var(--draft) 0 3px, transparent 3px 6px)',
          }}
        />
      ) : null}
      {planned < now ? (
        <span
          className={`${bar} ring-1 ring-draft ring-inset`}
          style={{ left: `${planned}%`, width: `${now - planned}%` }}
        />
      ) : null}
      {planned === now ? null : (
        <span className="absolute top-1.5 -ml-px h-4 w-0.5 bg-ink-3" style={{ left: `${now}%` }} />
      )}
    </span>
  )
}

/** What a key moves the weight by; null leaves the key to the browser (Home, End). */
function keyStep(event: KeyboardEvent, { step, bigStep }: { step: number; bigStep: number }): number | null {
  const by = event.shiftKey ? bigStep : step
  switch (event.key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return by
    case 'ArrowLeft':
    case 'ArrowDown':
      return -by
    case 'PageUp':
      return bigStep
    case 'PageDown':
      return -bigStep
    default:
      return null
  }
}
