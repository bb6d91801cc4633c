'use client'
import { useQuery } from '@tanstack/react-query'
import { Slider, SliderThumb, SliderTrack } from 'react-aria-components'
import { clockTime } from '../../../lib/client/format/time.ts'
import { zoneName } from '../../../lib/client/format/zone.ts'
import { activityQuery, changesQuery } from '../../../lib/client/queries/changes.ts'
import type { GraphParams } from '../../../lib/client/queries/graph.ts'
import type { Range } from '../../../lib/client/time-window.ts'
import { changeMarks } from '../../changes/change-marks.ts'
import { ChangeStrip } from '../../charts/change-strip.tsx'
import { Sparkline } from '../../charts/sparkline.tsx'
import { useIsCapsule } from '../../shell/use-capsule.ts'
import { useShortcut } from '../../shell/shortcuts/shortcut-provider.tsx'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Select } from '../../ui/select.tsx'
import { unhealthyBands } from './frames.ts'
import { useReplay } from './use-replay.ts'

const lengths = [
  { id: '5m', label: '5 min' },
  { id: '15m', label: '15 min' },
  { id: '1h', label: '1 h' },
  { id: '6h', label: '6 h' },
] as const

/** A past interval at the foot of the picture: drag or step to a moment, or play it; every change of configuration is on it. */
export function ReplayStrip({ params, onClose }: { params: GraphParams; onClose: () => void }) {
  const replay = useReplay(params)
  const isCapsule = useIsCapsule()
  const { frames, index, playing, setPlaying, still, show, range } = replay
  useShortcut({ keys: 'p', label: 'Play or pause the replay', group: 'Graph', run: () => setPlaying(!playing) })
  const at = frames[index]
  const step = (by: number) => {
    setPlaying(false)
    show(Math.min(frames.length - 1, Math.max(0, index + by)))
  }
  return (
    <section
      aria-label="Replay"
      className="flex flex-none flex-wrap items-center gap-3 border-t border-line-subtle bg-surface-1 px-3 py-1.5"
    >
      <div className="flex items-center gap-1">
        <IconButton label="One step back" icon="chevronLeft" size="sm" onPress={() => step(-1)} />
        <IconButton
          label={still ? 'Playing is off: less motion was asked for' : playing ? 'Pause' : 'Play'}
          icon={playing ? 'pause' : 'play'}
          shortcut="P"
          isDisabled={still}
          onPress={() => setPlaying(!playing)}
        />
        <IconButton label="One step on" icon="chevronRight" size="sm" onPress={() => step(1)} />
      </div>
      <p className="w-28 text-dense">
        <b className="block font-semibold">
          {at === undefined ? '' : params.scope.at === undefined && !isCapsule ? 'Live' : clockTime(at * 1_000)}
        </b>
        <span className="text-small text-ink-3">
          {`${at === undefined ? '' : zoneName(at * 1_000)}, ${index + 1} of ${frames.length}`}
        </span>
      </p>
      <div className="min-w-48 flex-1">
        <Course range={range} />
        <Slider
          aria-label="Moment of the replay"
          minValue={0}
          maxValue={Math.max(1, frames.length - 1)}
          value={index}
          onChange={(value) => {
            setPlaying(false)
            if (typeof value === 'number') show(value)
          }}
          className="mr-2 ml-[52px]"
        >
          <SliderTrack className="relative h-4 before:absolute before:inset-x-0 before:top-[7px] before:h-0.5 before:rounded before:bg-surface-3">
            <SliderThumb
              className="hit-24 top-2 size-3.5 rounded-full border-2 border-accent-line bg-surface-1 data-[focus-visible]:outline-2 data-[focus-visible]:outline-offset-2 data-[focus-visible]:outline-focus"
              aria-label={at === undefined ? 'Moment' : `Moment, ${clockTime(at * 1_000)}`}
            />
          </SliderTrack>
        </Slider>
      </div>
      <Select
        label="Length of the replay"
        options={lengths}
        selected={lengths.find(({ id }) => id === replay.length)?.id ?? '15m'}
        onSelect={replay.choose}
      />
      <Button onPress={onClose}>Back to live</Button>
    </section>
  )
}

/** Changes, the share of failed requests, and a band where it was too much. */
function Course({ range }: { range: Range }) {
  const window = `${Math.round(range.to - range.from)}s`
  const activity = useQuery(activityQuery(window))
  const changes = useQuery(changesQuery())
  const marks = changes.data === undefined ? [] : changeMarks(changes.data.changes, range)
  const data = activity.data
  return (
    <>
      <ChangeStrip marks={marks} about={new Set()} />
      <div className="relative mr-2 ml-[52px] h-5">
        {data === undefined ? null : (
          <>
            <span className="absolute top-0 -left-[52px] text-label text-ink-3">failed</span>
            <Sparkline values={data.failedRatio} colour="series-2" width={400} height={16} />
            {unhealthyBands(data, range).map(({ start, end }) => (
              <span
                key={start}
                title="More than 1 % of all requests failed"
                style={{ left: `${start * 100}%`, width: `${Math.max(0.5, (end - start) * 100)}%` }}
                className="absolute bottom-0 h-1 rounded-[2px] bg-failing"
              />
            ))}
          </>
        )}
        {activity.error === null ? null : <span className="text-small text-ink-3">{activity.error.message}</span>}
      </div>
    </>
  )
}
