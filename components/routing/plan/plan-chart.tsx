'use client'
import { useQuery } from '@tanstack/react-query'
import { CartesianGrid, ComposedChart, Line, ReferenceLine, ResponsiveContainer, XAxis, YAxis } from 'recharts'
import { clockTime } from '../../../lib/client/format/time.ts'
import { sharesQuery } from '../../../lib/client/queries/routing.ts'
import type { PlanView } from '../../../lib/contract/plans.ts'
import { isActive } from '../../../lib/domain/routing/plan/plan.ts'
import { Card } from '../../ui/panel.tsx'
import { sliceColour } from '../slice-colour.ts'
import { planSegments, type PlanSegment } from './plan-segments.ts'

/** Observed and configured share of the candidate, what is planned, and where in it the plan is. */
export function PlanChart({ plan, now }: { plan: PlanView; now: number }) {
  const { spec, origin, state } = plan
  const { data } = useQuery({
    ...sharesQuery(spec, spec.rule, state.startedAt - 60),
    refetchInterval: isActive(state) ? 5000 : false,
  })
  const end = state.events.at(-1)?.at ?? now
  const points = (data?.points ?? []).filter(({ time }) => isActive(state) || time <= end + 30)
  const observed = points.map(({ time, shares }) => {
    const share = shares[origin.candidatePlace] ?? null
    return { time, observed: share === null ? null : share.share * 100 }
  })
  const segments = planSegments(plan, now)
  // The ends carry the axes even before the first answer, and where nothing was observed.
  const rows = [
    { time: state.startedAt - 60, observed: null },
    ...observed,
    { time: segments.at(-1)?.to ?? now, observed: null },
  ]
  const last = segments.at(-1)?.to ?? now
  const colour = sliceColour(origin.candidatePlace)
  const summary = `Share of ${plan.names[origin.candidatePlace] ?? 'the candidate'}: ${segments
    .map(({ kind, percent }) => `${kind} ${Math.round(percent)} percent`)
    .join(', ')}`
  return (
    <Card
      title={`Share of ${plan.names[origin.candidatePlace] ?? 'the candidate'}`}
      actions={
        <span className="flex gap-3 text-small text-ink-3">
          <Key colour={colour} label="observed" />
          <Key colour="var(--draft)" label="configured" />
          <Key colour="var(--draft)" label="planned" dashed />
        </span>
      }
    >
      <figure aria-label={summary} className="px-1 pt-2">
        <ResponsiveContainer width="100%" height={180}>
          <ComposedChart data={rows} margin={{ top: 14, right: 20, bottom: 0, left: 0 }}>
            <CartesianGrid vertical={false} stroke="var(--border-subtle)" />
            <XAxis
              dataKey="time"
              type="number"
              domain={[state.startedAt - 60, last]}
              tickFormatter={(time: number) => clockTime(time * 1000)}
              tick={tick}
              stroke="var(--border)"
              minTickGap={60}
            />
            <YAxis
              domain={[0, 100]}
              ticks={[0, 50, 100]}
              unit=" %"
              tick={tick}
              axisLine={false}
              tickLine={false}
              width={52}
            />
            <Line dataKey="observed" stroke={colour} strokeWidth={1.8} dot={false} isAnimationActive={false} />
            {segments.flatMap((segment, place) => lines(segment, segments[place + 1], place))}
            {isActive(state) ? (
              <ReferenceLine
                x={now}
                stroke="var(--text-2)"
                label={{ value: `now ${clockTime(now * 1000)}`, ...label }}
              />
            ) : null}
          </ComposedChart>
        </ResponsiveContainer>
      </figure>
    </Card>
  )
}

/** A level, and the upright to the next one. */
function lines(segment: PlanSegment, next: PlanSegment | undefined, place: number) {
  const dashed = segment.kind === 'planned' ? { strokeDasharray: '5 4' } : {}
  const { from, to, percent } = segment
  const level = (
    <ReferenceLine
      key={`level ${place}`}
      segment={[
        { x: from, y: percent },
        { x: to, y: percent },
      ]}
      stroke="var(--draft)"
      strokeWidth={1.5}
      {...dashed}
    />
  )
  if (next === undefined || next.percent === percent) return [level]
  const upright = (
    <ReferenceLine
      key={`upright ${place}`}
      segment={[
        { x: to, y: percent },
        { x: to, y: next.percent },
      ]}
      stroke="var(--draft)"
      strokeWidth={1.5}
      {...(next.kind === 'planned' ? { strokeDasharray: '5 4' } : {})}
    />
  )
  return [level, upright]
}

function Key({ colour, label: name, dashed = false }: { colour: string; label: string; dashed?: boolean }) {
  return (
    <span className="flex items-center gap-1.5">
      <svg width="16" height="4" aria-hidden="true">
        <path d="M0 2h16" stroke={colour} strokeWidth="2" {...(dashed ? { strokeDasharray: '4 3' } : {})} />
      </svg>
      {name}
    </span>
  )
}

const tick = { fontSize: 10.5, fill: 'var(--text-3)' }
const label = { position: 'insideTopLeft', fontSize: 10.5, fill: 'var(--text-1)' } as const
