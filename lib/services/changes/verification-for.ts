import { pendingVerification, type Verification } from '../../domain/routing/verification.ts'
import { shiftedRule, shortName } from '../../domain/routing/weight-changes.ts'
import { percentOf } from '../../domain/routing/weights.ts'

/** What will be proven of a write: the split of the rule whose weights changed; requests can't prove a tcp or tls rule. */
export function verificationFor(before: unknown, after: unknown): Verification | null {
  const rule = shiftedRule(before, after)
  if (rule?.protocol !== 'http') return null
  return pendingVerification(
    rule.slices.map((slice, place) => ({
      name: shortName(rule, place),
      target: percentOf(slice.effective, rule.total) / 100,
    })),
  )
}
