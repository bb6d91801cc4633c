'use client'
import { useState, type KeyboardEvent } from 'react'
import { IconButton } from '../ui/icon-button.tsx'
import { StatusMark } from '../ui/status-mark.tsx'
import { percentText } from './share-text.ts'

/** Minus, number, plus. The number is the raw weight; where the total is not 100 its percent stands beside it. */
export function WeightBox({
  label,
  weight,
  total,
  max,
  isDraft,
  isDisabled,
  onMove,
}: {
  label: string
  weight: number
  total: number
  max: number
  isDraft: boolean
  isDisabled: boolean
  onMove: (weight: number) => void
}) {
  const [typed, setTyped] = useState<string | null>(null)
  const move = (next: number) => onMove(Math.min(max, Math.max(0, next)))
  const onChange = (text: string) => {
    setTyped(text)
    if (/^\d{1,7}$/.test(text)) move(Number(text))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') setTyped(null)
    const by = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0
    if (by === 0) return
    event.preventDefault()
    setTyped(null)
    move(weight + by)
  }
  const fault = typed === null || typed === '' ? null : faultOf(typed, max)
  return (
    <div className="relative flex items-center gap-1">
      <IconButton
        label={`Less to ${label}`}
        icon="minus"
        size="sm"
        isDisabled={isDisabled || weight <= 0}
        onPress={() => move(weight - 1)}
      />
      <span
        className={`flex h-7 w-[66px] items-center justify-end gap-1 rounded-ctl border bg-canvas px-2 text-dense has-focus:outline-2 has-focus:outline-offset-1 has-focus:outline-focus ${isDraft ? 'border-draft' : 'border-line-strong'} ${isDisabled ? 'border-line! text-ink-3' : ''}`}
      >
        <input
          aria-label={`Weight of ${label}`}
          aria-invalid={fault !== null}
          inputMode="numeric"
          autoComplete="off"
          value={typed ?? String(weight)}
          disabled={isDisabled}
          onChange={(event) => onChange(event.currentTarget.value.trim())}
          onBlur={() => setTyped(null)}
          onKeyDown={onKeyDown}
          className="w-full min-w-0 bg-transparent text-right font-semibold outline-none"
        />
        <span className="text-ink-3">{total === 100 ? '%' : `/${total}`}</span>
      </span>
      <IconButton
        label={`More to ${label}`}
        icon="plus"
        size="sm"
        isDisabled={isDisabled || weight >= max}
        onPress={() => move(weight + 1)}
      />
      {total === 100 ? null : (
        <span className="w-12 text-right text-small text-ink-3">{percentText(weight, total)} %</span>
      )}
      {fault === null ? null : (
        <span
          role="alert"
          className="absolute top-full right-0 z-10 mt-1 flex w-max max-w-64 items-center gap-1.5 rounded-ctl border border-failing bg-overlay px-2 py-1 text-small text-failing-text shadow-2"
        >
          <StatusMark status="failing" />
          {fault}
        </span>
      )}
    </div>
  )
}

/** What is wrong with a typed weight, in a sentence; null when it is one. */
function faultOf(typed: string, max: number): string | null {
  if (/^\d{1,7}$/.test(typed) && Number(typed) <= max) return null
  return `"${typed}" is no weight here: use a whole number from 0 to ${max}.`
}
