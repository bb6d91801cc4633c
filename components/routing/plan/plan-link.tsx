'use client'
import { useQuery } from '@tanstack/react-query'
import { plansQuery } from '../../../lib/client/queries/plans.ts'
import { routes } from '../../../lib/client/routes.ts'
import type { RoutingRule, RoutingView } from '../../../lib/contract/routing.ts'
import { isActive } from '../../../lib/domain/routing/plan/plan.ts'
import { useScope } from '../../shell/use-scope.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { statusWords } from './plan-words.ts'

/** The way from the sliders to the plan; a running one says where it is. */
export function PlanLink({ view, rule }: { view: RoutingView; rule: RoutingRule }) {
  const { scope } = useScope()
  const { namespace, name } = view
  const { data } = useQuery({ ...plansQuery({ namespace, name, limit: 1 }), refetchInterval: 5000 })
  const active = data?.plans.find(({ state }) => isActive(state))
  if (active === undefined && (rule.protocol !== 'http' || rule.slices.length < 2)) return null
  return (
    <ButtonLink variant="ghost" href={routes.plan(scope, view, { rule: rule.reference })}>
      <Icon name="clock" size={14} />
      {active === undefined ? 'Staged plan' : `Plan ${active.id}, ${statusWords(active)}`}
    </ButtonLink>
  )
}
