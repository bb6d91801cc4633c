import type { RoutingRule } from '../../lib/contract/routing.ts'
import { totalOf } from '../../lib/domain/routing/weights.ts'
import type { Edit } from './edit.ts'
import { rateText } from './share-text.ts'

/** What a draft does, in the words of the confirm dialog: how much moves, from where, to where. */
export function shiftWords(rule: RoutingRule, edit: Edit): { title: string; effect: string } {
  const before = totalOf(edit.base)
  const points = rule.slices.map(({ name }, place) => ({
    name,
    delta: ((edit.draft.weights[place] ?? 0) / edit.draft.total - (edit.base[place] ?? 0) / before) * 100,
  }))
  const gains = points.filter(({ delta }) => delta > 0.049)
  const losses = points.filter(({ delta }) => delta < -0.049)
  const moved = gains.reduce((sum, { delta }) => sum + delta, 0)
  const to = gains.map(({ name }) => name).join(' and ')
  const from = losses.map(({ name }) => name).join(' and ')
  const share = Math.round(moved * 10) / 10
  if (gains.length === 0)
    return { title: `Write finer weights of ${hostOf(rule)}?`, effect: 'The split stays as it is' }
  const rate = rule.rps === null ? 'Requests' : `About ${rateText((rule.rps * moved) / 100)} req/s`
  return { title: `Shift ${share} % of ${hostOf(rule)} to ${to}?`, effect: `${rate} move from ${from} to ${to}` }
}

function hostOf(rule: RoutingRule): string {
  return rule.slices[0]?.destination.host ?? ''
}
