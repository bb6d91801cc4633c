'use client'
import type { RoutingRule } from '../../lib/contract/routing.ts'
import { rateText } from './share-text.ts'
import { ruleTargets, ruleTitle } from './rule-words.ts'

/** Every rule in match order; one is being looked at. */
export function RuleList({
  rules,
  selected,
  onSelect,
}: {
  rules: readonly RoutingRule[]
  selected: string
  onSelect: (reference: string) => void
}) {
  return (
    <section aria-label="Rules" className="flex flex-col gap-2">
      <h2 className="text-small text-ink-3">Rules, matched top to bottom</h2>
      {rules.map((rule, place) => (
        <button
          key={rule.reference}
          type="button"
          aria-pressed={rule.reference === selected}
          onClick={() => onSelect(rule.reference)}
          className="rounded-ctl border border-line bg-surface-1 px-2.5 py-2 text-left hover:bg-surface-2 aria-pressed:border-accent-line aria-pressed:bg-accent-bg"
        >
          <span className="flex gap-2 text-dense">
            <span className="text-ink-3">{place + 1}</span>
            <span className="min-w-0 flex-1 truncate font-semibold" title={ruleTitle(rule, place)}>
              {ruleTitle(rule, place)}
            </span>
          </span>
          <span className="flex gap-2 text-small text-ink-3">
            <span className="min-w-0 flex-1 truncate">{ruleTargets(rule)}</span>
            <RuleRate rule={rule} />
          </span>
        </button>
      ))}
      <p className="text-small text-ink-3">Other rules are kept byte for byte.</p>
    </section>
  )
}

/** A rate only where it is this rule's own. */
function RuleRate({ rule }: { rule: RoutingRule }) {
  if (rule.rps === null) return null
  const what = rule.unit === 'requests' ? 'requests' : 'new connections'
  if (rule.sharedWith.length === 0) {
    return <span title={`${what} per second, as callers report them`}>{rateText(rule.rps)}/s</span>
  }
  const title = `${rateText(rule.rps)} ${what} per second together with ${rule.sharedWith.join(', ')}: metrics say where a request went, not by which rule`
  return <span title={title}>rate shared</span>
}
