'use client'
import type { ReactNode } from 'react'
import { age } from '../../lib/client/format/time.ts'
import { destinationName } from '../../lib/domain/routing/rules.ts'
import type { RoutingSlice } from '../../lib/contract/routing.ts'
import { Chip } from '../ui/chip.tsx'
import { IconToggle } from '../ui/icon-button.tsx'
import { IntervalStrip } from './interval-strip.tsx'
import { rateText, ratioText, sliderText } from './share-text.ts'
import { sliceColour } from './slice-colour.ts'
import { WeightBox } from './weight-box.tsx'
import { WeightSlider } from './weight-slider.tsx'

export type SliceRowProps = {
  slice: RoutingSlice
  unit: 'requests' | 'connections'
  place: number
  /** Planned weight and rate; equal to the live ones where nothing is drafted. */
  weight: number
  plannedRps: number | null
  total: number
  max: number
  live: number
  isLocked: boolean
  isReadOnly: boolean
  now: number
  observedSpan: string
  onMove: (weight: number) => void
  onLock: () => void
}

/** One destination: name, lock, slider and box; below what runs there and what it gets. */
export function SliceRow(props: SliceRowProps) {
  const { slice, place, weight, live, total, max, isLocked, isReadOnly, plannedRps, onMove, onLock } = props
  const label = destinationName(slice.destination)
  const isUsed = weight > 0 || live > 0
  const isDraft = weight !== live
  const isDisabled = isLocked || isReadOnly
  return (
    <div
      className={`border-t border-line-subtle px-4 py-2.5 ${isDraft && weight > live ? 'bg-[color-mix(in_srgb,var(--accent-bg)_40%,transparent)]' : ''}`}
    >
      <div className="grid grid-cols-[148px_28px_minmax(140px,1fr)_auto] items-center gap-3 max-sm:grid-cols-[1fr_28px_auto]">
        <div className="flex min-w-0 items-center gap-2">
          <span
            aria-hidden="true"
            className="size-2.5 flex-none rounded-[3px]"
            style={{ background: sliceColour(place, isUsed) }}
          />
          <b className="truncate font-semibold" title={label}>
            {slice.name}
          </b>
          {isDraft ? <Chip tone="accent">{weight > live ? 'more' : 'less'}</Chip> : null}
        </div>
        {isReadOnly ? (
          <span />
        ) : (
          <IconToggle
            label={isLocked ? `Unlock ${label}` : `Lock ${label}`}
            icon={isLocked ? 'lock' : 'lockOpen'}
            size="sm"
            isSelected={isLocked}
            onChange={onLock}
          />
        )}
        <div className="max-sm:order-last max-sm:col-span-3">
          <WeightSlider
            label={label}
            valueText={sliderText({ name: label, weight, total, rps: plannedRps })}
            colour={sliceColour(place, isUsed)}
            {...{ weight, live, total, max, isDisabled, isLocked, onMove }}
          />
        </div>
        <WeightBox {...{ label, weight, total, max, isDraft, isDisabled, onMove }} />
      </div>
      <SliceFacts {...props} />
    </div>
  )
}

function SliceFacts({ slice, unit, weight, live, plannedRps, total, now, observedSpan, isReadOnly }: SliceRowProps) {
  const running = slice.startedAt === null ? '' : `, ${age(now - Date.parse(slice.startedAt))}`
  const image = slice.image === null ? 'no pod' : `${slice.image.split('/').at(-1) ?? ''}${running}`
  return (
    <div className="mt-1.5 grid grid-cols-[148px_100px_148px_1fr] gap-3 text-dense leading-4 max-sm:grid-cols-2">
      <div className="truncate pl-[18px] text-small text-ink-3" title={slice.image ?? ''}>
        {weight === 0 && live === 0 ? 'gets nothing' : image}
      </div>
      <Fact name={isReadOnly ? 'Rate' : 'Expected'}>
        <Change now={rateText(slice.rps)} planned={weight === live ? null : rateText(plannedRps)} />{' '}
        <span className="text-ink-3">{unit === 'requests' ? 'req/s' : 'conn/s'}</span>
      </Fact>
      <Fact name="Ready pods">
        <b className={`font-medium ${slice.readyPods === 0 && weight > 0 ? 'text-failing-text' : ''}`}>
          {slice.kind === 'external' ? 'external' : `${slice.readyPods} / ${slice.pods}`}
        </b>{' '}
        <PerPod slice={slice} planned={weight === live ? null : plannedRps} />
      </Fact>
      <Fact
        name={slice.observed ? `Observed, ${observedSpan}, n ${slice.observed.n.toLocaleString('en-US')}` : 'Observed'}
      >
        <Observed slice={slice} target={live / total} />
      </Fact>
    </div>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <div className="truncate text-small text-ink-3">{name}</div>
      <div>{children}</div>
    </div>
  )
}

/** "107 → 83": what is, and what is planned in the draft's colour. */
function Change({ now, planned }: { now: string; planned: string | null }) {
  if (planned === null) return <b className="font-semibold">{now}</b>
  return (
    <>
      <span className="text-ink-3">{now}</span> <span className="text-draft">→</span>{' '}
      <b className="font-semibold text-draft">{planned}</b>
    </>
  )
}

function PerPod({ slice, planned }: { slice: RoutingSlice; planned: number | null }) {
  if (slice.readyPods === 0 || slice.rps === null) return null
  const perPod = (rps: number) => (rps / slice.readyPods).toFixed(1)
  if (slice.rps === 0 && (planned ?? 0) === 0) return <span className="text-small text-ink-3">idle</span>
  return (
    <span className="text-small whitespace-nowrap text-ink-3">
      {planned === null ? perPod(slice.rps) : `${perPod(slice.rps)} → ${perPod(planned)}`} /pod
    </span>
  )
}

function Observed({ slice, target }: { slice: RoutingSlice; target: number }) {
  const { observed } = slice
  if (observed === null) return <span className="text-ink-3">{slice.rps === null ? 'not known' : 'no requests'}</span>
  if (observed.share === 0 && target === 0) return <span className="text-ink-2">no traffic, as configured</span>
  return (
    <div className="flex flex-wrap items-center gap-x-2.5">
      <span className="whitespace-nowrap">
        <b className="font-semibold">{ratioText(observed.share)} %</b>{' '}
        <span className="text-small text-ink-3">
          {ratioText(observed.low)} to {ratioText(observed.high)}
        </span>
      </span>
      <IntervalStrip target={target} share={observed.share} low={observed.low} high={observed.high} />
    </div>
  )
}
