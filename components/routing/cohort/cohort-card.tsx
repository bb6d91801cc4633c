'use client'
import { useMemo } from 'react'
import type { RoutingRule, RoutingView } from '../../../lib/contract/routing.ts'
import { cohortsOf, type Cohort } from '../../../lib/domain/routing/cohort/cohort-rule.ts'
import { Card } from '../../ui/panel.tsx'
import { CohortRow } from './cohort-row.tsx'
import { flipWords } from './cohort-words.ts'
import { NewCohort } from './new-cohort.tsx'

/** Requests with a header or cookie that go to one version beside the weights: who they are, how to join, and a new one. */
export function CohortCard({ view, rule }: { view: RoutingView; rule: RoutingRule }) {
  const cohorts = useMemo(() => cohortsOf(view.object), [view.object])
  const own = cohorts.filter(({ of }) => of === rule.index)
  if (rule.protocol !== 'http' || rule.slices.length < 2) return null
  const isWritable = view.permission.type !== 'denied' && view.owner.action !== 'use-owner'
  return (
    <Card title="Cohorts" hint="requests with a cookie or header go to one version, the rest is split as before">
      {own.map((cohort) => (
        <CohortRow key={cohort.place} {...{ view, rule, cohort, isWritable }} />
      ))}
      {own.length === 0 ? (
        <p className="px-3.5 pt-2.5 text-dense text-ink-2">No cohort has a version of its own here.</p>
      ) : null}
      <p className="px-3.5 py-2.5 text-dense text-ink-3">{flipWords(rule)}</p>
      {isWritable ? <NewCohort view={view} rule={rule} /> : null}
    </Card>
  )
}

export type CohortRowProps = { view: RoutingView; rule: RoutingRule; cohort: Cohort; isWritable: boolean }
