import type { RoutingRule, RoutingView } from '../../../lib/contract/routing.ts'
import type { Cohort } from '../../../lib/domain/routing/cohort/cohort-rule.ts'
import { flipRate, sameEveryTime } from '../../../lib/domain/routing/cohort/flip-rate.ts'

/** What one user meets who is in no cohort, and what keeps a user on one version. */
export function flipWords({ slices }: Pick<RoutingRule, 'slices'>): string {
  const weights = slices.map(({ effective }) => effective)
  const rate = flipRate(weights)
  if (rate === 0) return 'Everybody meets the same version, so nobody flips between versions.'
  const ten = sameEveryTime(weights, 10)
  const sticky = slices.some((slice) => slice.sticky)
    ? ' The consistent hash keeps a pod within a version, not the version.'
    : ''
  return `Outside a cohort each request is dealt on its own: two in a row meet different versions in ${percent(rate)} of cases, ten the same one in ${percent(ten)}. Inside a cohort: never another.${sticky}`
}

/** Requests of a cohort as far as they can be told from the weighted rule's own. */
export function seenWords(view: Pick<RoutingView, 'rules' | 'windowSeconds'>, cohort: Cohort): string {
  const http = view.rules.filter(({ protocol }) => protocol === 'http')
  const rule = http.find(({ index }) => index === cohort.place)
  if (rule === undefined || rule.rps === null) return 'requests not reported'
  const { host, subset } = cohort.destination
  const isMixed = http.some(
    ({ reference, slices }) =>
      rule.sharedWith.includes(reference) &&
      slices.some(
        ({ destination, effective }) => destination.host === host && destination.subset === subset && effective > 0,
      ),
  )
  if (isMixed) return 'not told apart: another rule sends there too'
  return `${rule.rps.toFixed(rule.rps < 10 ? 2 : 0)} requests/s over ${Math.round(view.windowSeconds / 60)} min`
}

function percent(share: number): string {
  if (share > 0 && share < 0.001) return 'less than 0.1 %'
  return `${Math.round(share * 1000) / 10} %`
}
