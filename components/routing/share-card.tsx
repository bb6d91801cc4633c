'use client'
import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { changesQuery } from '../../lib/client/queries/changes.ts'
import { sharesQuery } from '../../lib/client/queries/routing.ts'
import type { ChangeDetail, ChangeRow } from '../../lib/contract/changes.ts'
import type { RoutingRule, RoutingView } from '../../lib/contract/routing.ts'
import { ruleIn } from '../../lib/domain/routing/weight-changes.ts'
import { configuredSteps } from './configured-steps.ts'
import { Card } from '../ui/panel.tsx'
import { Skeleton } from '../ui/skeleton.tsx'

const ShareChart = dynamic(() => import('./share-chart.tsx').then((module) => module.ShareChart), {
  ssr: false,
  loading: () => <Skeleton className="h-[190px]" />,
})

/** Seconds shown before the change. */
const LEAD_SECONDS = 45

/** The course of the destination that gained most: configured and observed. */
export function ShareCard({ view, rule, change }: { view: RoutingView; rule: RoutingRule; change: ChangeDetail }) {
  const appliedAt = Date.parse(change.appliedAt ?? change.at) / 1000
  const query = sharesQuery(view, rule.reference, appliedAt - LEAD_SECONDS)
  const isRunning = change.verification?.state === 'pending'
  const { data, error } = useQuery({ ...query, refetchInterval: isRunning ? 3_000 : 15_000 })
  const entries = useRuleChanges(view)
  const old = ruleIn(change.before, (other) => other.reference === rule.reference)
  const left = ruleIn(change.after, (other) => other.reference === rule.reference)
  const before = (old?.slices ?? []).map(({ effective }) => effective / (old?.total ?? 1))
  const after = (left?.slices ?? []).map(({ effective }) => effective / (left?.total ?? 1))
  const gains = after.map((share, place) => share - (before[place] ?? 0))
  const place = Math.max(0, gains.indexOf(Math.max(...gains)))
  const earliest = isEarliest(entries, rule.reference, change)
  const initial = earliest ? (before[place] ?? null) : null
  const start = appliedAt - LEAD_SECONDS
  const steps = configuredSteps(entries, { rule: rule.reference, place, start, initial })
  return (
    <Card
      title={`Share of ${rule.slices[place]?.name ?? ''}, configured and observed`}
      hint={`each point looks ${data?.windowSeconds ?? 20} s back`}
    >
      <div className="px-2 py-2">
        {data ? (
          <>
            <ShareChart shares={data} place={place} steps={steps} appliedAt={appliedAt} />
            <p className="px-3 text-small text-ink-3">
              Solid: observed, with its 95 % band. Dashed: configured. A gap is a time without requests.
            </p>
          </>
        ) : error ? (
          <p className="px-3 py-2 text-dense text-ink-3">{error.message}</p>
        ) : (
          <Skeleton className="h-[190px]" />
        )}
      </div>
    </Card>
  )
}

/** The latest entries of the object, shared with the history on the left. */
function useRuleChanges({ namespace, name }: RoutingView): readonly ChangeRow[] {
  const { data } = useQuery(changesQuery({ kind: 'VirtualService', namespace, name, limit: 20 }))
  return data?.changes ?? []
}

/** Whether no other entry of the rule lies in the time before this one that the chart shows. */
function isEarliest(entries: readonly ChangeRow[], rule: string, change: ChangeDetail): boolean {
  const start = Date.parse(change.at) - LEAD_SECONDS * 1000
  return !entries.some((entry) => {
    const at = Date.parse(entry.at)
    return entry.rule === rule && entry.id !== change.id && at >= start && at < Date.parse(change.at)
  })
}
