'use client'
import { useState } from 'react'
import { dateTime } from '../../lib/client/format/time.ts'
import { zoneName, type Zone } from '../../lib/client/format/zone.ts'
import type { Scope } from '../../lib/client/scope.ts'
import { parseMoment, rangeError, rangeOfScope, scopeOfRange } from '../../lib/client/time-window.ts'
import { Button } from '../ui/button.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { TextField } from '../ui/text-field.tsx'

type TimeRangeFormProps = {
  scope: Scope
  fallback: string
  nowMs: number
  zone: Zone
  onZone: (zone: Zone) => void
  onChoose: (when: Pick<Scope, 'window' | 'at'>) => void
}

/** From and to as people write them, in the zone that is named; a range that ends now stays live. */
export function TimeRangeForm({ scope, fallback, nowMs, zone, onZone, onChoose }: TimeRangeFormProps) {
  const shown = rangeOfScope(scope, { fallback, nowMs })
  const [from, setFrom] = useState(() =>
    scope.at === undefined ? `now-${scope.window ?? fallback}` : dateTime(shown.from * 1_000, zone),
  )
  const [to, setTo] = useState(() => (scope.at === undefined ? 'now' : dateTime(shown.to * 1_000, zone)))
  const moments = { from: parseMoment(from, { nowMs, zone }), to: parseMoment(to, { nowMs, zone }) }
  const error = rangeError(moments, nowMs)
  const use = () => {
    if (error !== null || moments.from === null || moments.to === null) return
    const { window, at } = scopeOfRange({ from: moments.from, to: moments.to })
    onChoose({ window, at: to.trim().toLowerCase() === 'now' ? undefined : at })
  }
  return (
    <form
      className="flex w-72 flex-col gap-2 p-3"
      onSubmit={(event) => {
        event.preventDefault()
        use()
      }}
    >
      <TextField label="From" value={from} onChange={setFrom} mono />
      <TextField
        label="To"
        value={to}
        onChange={setTo}
        mono
        error={error ?? undefined}
        description="14:30, 2026-11-24 14:30, now-15m or now. A range that ends now stays live."
      />
      <div className="flex items-center justify-between gap-2">
        <Segmented
          label="Time zone"
          size="sm"
          segments={[
            { id: 'utc', label: 'UTC' },
            { id: 'local', label: `Local, ${zoneName(nowMs, 'local')}` },
          ]}
          selected={zone}
          onSelect={(next) => {
            // What was typed names the same moments in the other zone.
            if (moments.from !== null && !isRelative(from)) setFrom(dateTime(moments.from * 1_000, next))
            if (moments.to !== null && !isRelative(to)) setTo(dateTime(moments.to * 1_000, next))
            onZone(next)
          }}
        />
        <Button type="submit" isDisabled={error !== null}>
          Use this range
        </Button>
      </div>
    </form>
  )
}

const isRelative = (text: string) => text.trim().toLowerCase().startsWith('now')
