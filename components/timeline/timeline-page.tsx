'use client'
import { useSearchParams } from 'next/navigation'
import { useMemo } from 'react'
import { parseInstant } from '../../lib/domain/model/time-window.ts'
import { pageWindow, rangeOfScope, scopeOfRange } from '../../lib/client/time-window.ts'
import { routes } from '../../lib/client/routes.ts'
import { useNow } from '../shell/use-now.ts'
import { useScope } from '../shell/use-scope.ts'
import { ButtonLink } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'
import { TimelineView } from './timeline-view.tsx'
import { subjectOf } from './timeline-url.ts'

const stepMs = 30_000

/** One axis for the edge or workload of the address. A live one ends now and moves in steps of half a minute. */
export function TimelinePage() {
  const params = useSearchParams()
  const { scope, setScope } = useScope()
  const now = useNow()
  const subject = useMemo(() => subjectOf(new URLSearchParams(params.toString())), [params])
  const live = scope.at === undefined || parseInstant(scope.at) === null
  const nowMs = now === null ? null : live ? Math.floor(now / stepMs) * stepMs : 0
  const { window, at } = scope
  const shown = useMemo(
    () => (nowMs === null ? null : rangeOfScope({ window, at }, { fallback: pageWindow('/timeline'), nowMs })),
    [window, at, nowMs],
  )
  if (subject === null)
    return (
      <EmptyState
        icon="clock"
        title="A timeline is of one edge or one workload."
        detail="Open it from the panel of an edge or a workload."
        action={
          <ButtonLink size="sm" href={routes.graph(scope)}>
            Open the graph
          </ButtonLink>
        }
      />
    )
  if (shown === null) return <SkeletonRows rows={14} label="Loading the timeline" />
  return <TimelineView subject={subject} shown={shown} onZoom={(range) => setScope(scopeOfRange(range))} />
}
