'use client'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { plansQuery } from '../../../lib/client/queries/plans.ts'
import { routes } from '../../../lib/client/routes.ts'
import { isActive } from '../../../lib/domain/routing/plan/plan.ts'
import { useScope } from '../../shell/use-scope.ts'
import { Icon } from '../../ui/icon.tsx'
import { PlanActions } from './plan-actions.tsx'
import { countdown, statusWords } from './plan-words.ts'

/**
 * The active plans of the scope, each with its countdown and its three buttons; nothing while there is none. Stands on its own:
 * mount it once, over the graph for example.
 */
export function PlanBadges({ withActions = false }: { withActions?: boolean }) {
  const { scope } = useScope()
  const { data } = useQuery({ ...plansQuery({ limit: 20 }), refetchInterval: 5000 })
  const plans = (data?.plans ?? []).filter(
    ({ state, spec }) =>
      isActive(state) && (scope.namespaces.length === 0 || scope.namespaces.includes(spec.namespace)),
  )
  if (plans.length === 0) return null
  return (
    <ul aria-label="Active plans" className="flex flex-col gap-1.5">
      {plans.map((plan) => (
        <li
          key={plan.id}
          className="flex flex-wrap items-center gap-2 rounded-ctl border border-accent-line bg-surface-1 px-2 py-1 text-small shadow-1"
        >
          <Icon name="clock" size={14} className="text-accent-text" />
          <Link href={routes.plan(scope, plan.spec)} className="font-medium">
            {plan.spec.name}, {plan.spec.steps[plan.state.step]?.percent ?? 0} %
          </Link>
          <span className="text-ink-3">{statusWords(plan)}</span>
          {plan.holdLeftSeconds === null ? null : <b className="tabular-nums">{countdown(plan.holdLeftSeconds)}</b>}
          {withActions ? <PlanActions plan={plan} size="sm" /> : null}
        </li>
      ))}
    </ul>
  )
}
