'use client'
import { useState } from 'react'
import { Button as AriaButton, DialogTrigger, Dialog } from 'react-aria-components'
import { buttonClass } from '../ui/button.tsx'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { Popover } from '../ui/popover.tsx'
import { optionClass } from '../ui/select.tsx'
import { TextField } from '../ui/text-field.tsx'
import { windowLabel, windowPresets } from '../../lib/client/time-window.ts'
import { parseDuration } from '../../lib/domain/model/time-window.ts'
import { useScope } from './use-scope.ts'

/** Presets, or any Prometheus duration. `fallback` is what the page uses when the URL names none. */
export function TimeRangePicker({ fallback = '1m' }: { fallback?: string }) {
  const { scope, setScope } = useScope()
  const current = scope.window ?? fallback
  return (
    <DialogTrigger>
      <AriaButton className={buttonClass()} aria-label={`Time range: ${windowLabel(current)}`}>
        <Icon name="clock" size={14} />
        {windowLabel(current)}
        <Icon name="chevronDown" size={12} />
      </AriaButton>
      <Popover placement="bottom end">
        <Dialog aria-label="Time range" className="flex outline-none">
          {({ close }) => (
            <RangeChoices
              current={current}
              onChoose={(window) => {
                setScope({ window })
                close()
              }}
            />
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}

function RangeChoices({ current, onChoose }: { current: string; onChoose: (window: string) => void }) {
  const [text, setText] = useState(current)
  const valid = parseDuration(text) !== null
  const error = valid ? undefined : `${JSON.stringify(text)} is not a duration such as 90s, 15m or 1h30m.`
  return (
    <>
      <div className="flex w-36 flex-col border-r border-line-subtle p-1">
        {windowPresets.map((preset) => (
          <AriaButton
            key={preset}
            onPress={() => onChoose(preset)}
            className={`${optionClass} ${parseDuration(preset) === parseDuration(current) ? 'bg-accent-bg' : ''}`}
          >
            {windowLabel(preset)}
          </AriaButton>
        ))}
      </div>
      <form
        className="flex w-56 flex-col gap-2 p-3"
        onSubmit={(event) => {
          event.preventDefault()
          if (valid) onChoose(text)
        }}
      >
        <TextField
          label="Last"
          value={text}
          onChange={setText}
          error={error}
          mono
          description="Ends now. Times are UTC."
        />
        <Button type="submit" isDisabled={!valid}>
          Use this range
        </Button>
      </form>
    </>
  )
}
