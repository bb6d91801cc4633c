import type { Rule } from '../../domain/routing/rules.ts'
import { pendingVerification, type CountedUnit, type Verification } from '../../domain/routing/verification.ts'
import { shiftedRule, shortName } from '../../domain/routing/weight-changes.ts'
import { percentOf } from '../../domain/routing/weights.ts'

/** What will be proven of a write: the split of the rule whose weights changed, in requests or connections (R33). */
export function verificationFor(before: unknown, after: unknown): Verification | null {
  const rule = shiftedRule(before, after)
  if (rule === null) return null
  const targets = rule.slices.map((slice, place) => ({
    name: shortName(rule, place),
    target: percentOf(slice.effective, rule.total) / 100,
  }))
  return pendingVerification(targets, unitOf(rule))
}

/** What the proxies count for a rule's destinations. */
export function unitOf({ protocol }: Pick<Rule, 'protocol'>): CountedUnit {
  switch (protocol) {
    case 'http':
      return 'requests'
    case 'tls':
    case 'tcp':
      return 'connections'
  }
}
