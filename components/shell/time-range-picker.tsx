'use client'
import dynamic from 'next/dynamic'
import { Button as AriaButton, Dialog, DialogTrigger } from 'react-aria-components'
import { age } from '../../lib/client/format/time.ts'
import { chooseZone, zoneName } from '../../lib/client/format/zone.ts'
import type { Scope } from '../../lib/client/scope.ts'
import { rangeOfScope, scopeLabel, windowLabel, windowPresets } from '../../lib/client/time-window.ts'
import { parseDuration } from '../../lib/domain/model/time-window.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { Popover } from '../ui/popover.tsx'
import { optionClass } from '../ui/select.tsx'
import { useNow } from './use-now.ts'
import { useScope } from './use-scope.ts'
import { useZone } from './use-zone.ts'

/** It comes when the range is first opened; its place is kept meanwhile. */
const TimeRangeForm = dynamic(() => import('./time-range-form.tsx').then((module) => module.TimeRangeForm), {
  ssr: false,
  loading: () => <div className="h-56 w-72" />,
})

/** Presets that end now, or any range. `fallback` is what the page uses when the URL names no window. */
export function TimeRangePicker({ fallback = '1m' }: { fallback?: string }) {
  const { scope, setScope } = useScope()
  const zone = useZone()
  const now = useNow()
  const past = scope.at !== undefined
  // Before the first second is known nothing is in the past, so that the server and the browser draw the same.
  const label = now === null && past ? 'Past' : scopeLabel(scope, { fallback, nowMs: now ?? 0 }, zone)
  return (
    <div className="flex flex-none">
      <DialogTrigger>
        <AriaButton
          className={`${buttonClass()} ${past ? 'rounded-r-none border-degraded! bg-degraded-bg!' : ''}`}
          aria-label={`Time range: ${label}${past ? ', in the past' : ''}`}
        >
          <Icon name={past ? 'history' : 'clock'} size={14} />
          {label}
          {past && now !== null ? <PastAge scope={scope} fallback={fallback} now={now} /> : null}
          <Icon name="chevronDown" size={12} />
        </AriaButton>
        <Popover placement="bottom end">
          <Dialog aria-label="Time range" className="flex outline-none max-sm:flex-col">
            {({ close }) => {
              const choose = (when: Pick<Scope, 'window' | 'at'>) => {
                setScope(when)
                close()
              }
              return (
                <>
                  <Presets
                    current={past ? null : (scope.window ?? fallback)}
                    onChoose={(window) => choose({ window, at: undefined })}
                  />
                  <TimeRangeForm
                    scope={scope}
                    fallback={fallback}
                    nowMs={now ?? 0}
                    zone={zone}
                    onZone={chooseZone}
                    onChoose={choose}
                  />
                </>
              )
            }}
          </Dialog>
        </Popover>
      </DialogTrigger>
      {past ? (
        <Button
          className="rounded-l-none border-l-0 border-degraded!"
          onPress={() => setScope({ at: undefined })}
          aria-label="Back to live"
        >
          <Icon name="play" size={12} />
          Live
        </Button>
      ) : null}
    </div>
  )
}

/** How long ago the range ended, and in which zone it is written. */
function PastAge({ scope, fallback, now }: { scope: Scope; fallback: string; now: number }) {
  const { to } = rangeOfScope(scope, { fallback, nowMs: now })
  return (
    <span className="font-normal text-ink-3 max-lg:hidden">{`${zoneName(to * 1_000)}, ended ${age(now - to * 1_000)} ago`}</span>
  )
}

function Presets({ current, onChoose }: { current: string | null; onChoose: (window: string) => void }) {
  return (
    <div className="flex w-36 flex-col border-r border-line-subtle p-1 max-sm:w-full max-sm:flex-row max-sm:flex-wrap max-sm:border-r-0 max-sm:border-b">
      {windowPresets.map((preset) => {
        const chosen = current !== null && parseDuration(preset) === parseDuration(current)
        return (
          <AriaButton
            key={preset}
            onPress={() => onChoose(preset)}
            className={`${optionClass} ${chosen ? 'bg-accent-bg' : ''}`}
            {...(chosen ? { 'aria-current': 'true' as const } : {})}
          >
            {windowLabel(preset)}
          </AriaButton>
        )
      })}
    </div>
  )
}
