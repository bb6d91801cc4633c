import type { RoutingRule } from '../../lib/contract/routing.ts'

/** Which requests a rule is for: its conditions, or all (that no earlier rule took). */
export function ruleTitle(rule: RoutingRule, place: number): string {
  if (rule.match.length > 0) return rule.match.join(', or ')
  return place === 0 ? 'every request' : 'any other request'
}

/** Where a rule sends them, in a few words. */
export function ruleTargets(rule: RoutingRule): string {
  if (rule.slices.length === 0) return rule.action
  if (rule.slices.length === 1) return `to ${rule.slices[0]?.name ?? ''} 100 %`
  return rule.slices.map(({ name }) => name).join(', ')
}
