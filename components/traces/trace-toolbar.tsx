'use client'
import { useRef } from 'react'
import { IconButton, ToggleChipButton } from '../ui/icon-button.tsx'
import { Segmented, type Segment } from '../ui/segmented.tsx'
import { TextField } from '../ui/text-field.tsx'
import { useShortcut } from '../shell/shortcuts/shortcut-provider.tsx'
import type { TraceState, TraceViewName } from './use-trace-state.ts'

const views: readonly Segment<TraceViewName>[] = [
  { id: 'waterfall', label: 'Waterfall', icon: 'traces' },
  { id: 'flame', label: 'Flame', icon: 'flame' },
  { id: 'table', label: 'Table', icon: 'table' },
]

/** The view, what is emphasised, and the search with its matches. */
export function TraceToolbar({ state }: { state: TraceState }) {
  const input = useRef<HTMLInputElement>(null)
  useTraceShortcuts(state)
  useShortcut({ keys: '/', label: 'Find in this trace', group: 'This page', run: () => input.current?.focus() })
  const { matches, selected, text } = state
  const at = selected === null ? -1 : matches.indexOf(selected)
  const place = at < 0 ? String(matches.length) : `${at + 1} of ${matches.length}`
  return (
    <div
      role="toolbar"
      aria-label="Trace"
      className="flex min-h-10 flex-none flex-wrap items-center gap-2 border-b border-line-subtle bg-surface-1 px-3 py-1.5"
    >
      <Segmented label="View" segments={views} selected={state.view} onSelect={state.setView} />
      {state.view === 'waterfall' ? (
        <>
          <ToggleChipButton isSelected={state.showCritical} onChange={state.setShowCritical}>
            Critical path
          </ToggleChipButton>
          <ToggleChipButton isSelected={state.errorsOnly} onChange={state.setErrorsOnly}>
            Errors only
          </ToggleChipButton>
        </>
      ) : null}
      <TextField
        label="Find a span by service, operation or tag"
        hiddenLabel
        icon="search"
        placeholder="Find a span"
        value={text}
        onChange={state.setText}
        inputRef={input}
        className="ml-auto w-60 max-sm:w-full"
        trailing={text === '' ? null : <span className="text-small text-ink-3">{place}</span>}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          state.goToMatch(1)
        }}
      />
      <IconButton
        icon="chevronUp"
        size="sm"
        label="Previous match"
        shortcut="Shift+N"
        isDisabled={matches.length === 0}
        onPress={() => state.goToMatch(-1)}
      />
      <IconButton
        icon="chevronDown"
        size="sm"
        label="Next match"
        shortcut="N"
        isDisabled={matches.length === 0}
        onPress={() => state.goToMatch(1)}
      />
    </div>
  )
}

function useTraceShortcuts(state: TraceState): void {
  const group = 'This page'
  useShortcut({ keys: 'j', label: 'Next span', group, run: () => state.goToRow(1) })
  useShortcut({ keys: 'k', label: 'Previous span', group, run: () => state.goToRow(-1) })
  useShortcut({ keys: 'n', label: 'Next match', group, run: () => state.goToMatch(1) })
  useShortcut({ keys: 'shift+n', label: 'Previous match', group, run: () => state.goToMatch(-1) })
  useShortcut({ keys: 'c', label: 'Critical path', group, run: () => state.setShowCritical(!state.showCritical) })
  useShortcut({ keys: 'e', label: 'Errors only', group, run: () => state.setErrorsOnly(!state.errorsOnly) })
  useShortcut({ keys: 'escape', label: 'Close the span', group, run: () => state.select(null) })
  useShortcut({
    keys: 'z',
    label: 'Zoom to the span, or back to the whole trace',
    group,
    run: () => state.setRange(state.selected === null ? null : zoomTo(state)),
  })
}

/** The selected span's time with a little room around it; the whole trace when it fills the view already. */
function zoomTo({ selected, range }: TraceState) {
  if (selected === null) return null
  const room = Math.max(1, selected.span.durationUs * 0.05)
  const next = { startUs: selected.startUs - room, endUs: selected.endUs + room }
  return Math.abs(range.startUs - next.startUs) < 1 && Math.abs(range.endUs - next.endUs) < 1 ? null : next
}
