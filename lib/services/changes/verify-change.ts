import type { Change } from '../../domain/changes/change.ts'
import { messageOf } from '../../domain/model/heddle-error.ts'
import { attributeCounts } from '../../domain/routing/attribution.ts'
import { rulesOf, type Rule } from '../../domain/routing/rules.ts'
import { resolveTarget, type Target } from '../../domain/routing/targets.ts'
import { DEADLINE_SECONDS, judge, type Verification } from '../../domain/routing/verification.ts'
import { virtualServiceSchema } from '../../domain/routing/virtual-service.ts'
import { shiftedRule } from '../../domain/routing/weight-changes.ts'
import type { Deps } from '../deps.ts'
import { acknowledgementOf } from './acknowledgement.ts'
import { readClusterFacts } from './cluster-facts.ts'
import { requestCounts } from './request-counts.ts'

export interface VerificationStep {
  readonly verification: Verification
  readonly acknowledgedAt: string | null
  readonly proxies: number | null
}

/**
 * Looks once at what a change came to (R19-R23): who acknowledged it, and what callers have sent since.
 * Never throws: a source that fails leaves the verification pending and says so.
 */
export async function verifyChange(deps: Deps, change: Change): Promise<VerificationStep | null> {
  const rule = shiftedRule(change.before, change.after)
  const { verification } = change
  if (!rule || !verification || verification.state !== 'pending') return null
  const now = deps.now() / 1000
  const startedAt = Date.parse(change.appliedAt ?? change.at) / 1000
  const elapsedSeconds = now - startedAt
  try {
    const { acknowledgement, since, total } = await acknowledgementOf(deps, change)
    const targets = targetsOf(deps, change, rule)
    const counts = since === null ? targets.map(() => 0) : await countsSince(deps, targets, { since, now })
    const judged = judge({
      slices: verification.slices.map(({ name, target }, place) => ({ name, target, count: counts[place] ?? 0 })),
      acknowledgement,
      elapsedSeconds,
      sticky: targets.some((target) => target.sticky),
      earlierRules: earlierRules(change, rule),
    })
    const acknowledgedAt = since === null ? null : new Date(since * 1000).toISOString()
    return { verification: judged, acknowledgedAt, proxies: total }
  } catch (error) {
    const state = elapsedSeconds >= DEADLINE_SECONDS ? 'not-converging' : 'pending'
    const failed = { ...verification, state, cause: 'metrics-unavailable', reason: messageOf(error) } as const
    return { verification: failed, acknowledgedAt: change.acknowledgedAt, proxies: null }
  }
}

function targetsOf(deps: Deps, change: Change, rule: Rule): Target[] {
  const facts = readClusterFacts(deps.kubernetes)
  return rule.slices.map(({ destination }) => resolveTarget(destination, change.object.namespace, facts))
}

async function countsSince(
  deps: Deps,
  targets: readonly Target[],
  span: { readonly since: number; readonly now: number },
): Promise<number[]> {
  const counts = await requestCounts(deps.metrics, targets, span)
  return attributeCounts(counts, targets).map(Math.round)
}

/** Rules that are tried before this one and send to one of its hosts. */
function earlierRules(change: Change, rule: Rule): string[] {
  const parsed = virtualServiceSchema.safeParse(change.after)
  if (!parsed.success) return []
  const hosts = new Set(rule.slices.map(({ destination }) => destination.host))
  return rulesOf(parsed.data)
    .filter((other) => other.protocol === rule.protocol && other.index < rule.index)
    .filter((other) => other.slices.some(({ destination }) => hosts.has(destination.host)))
    .map(({ reference }) => reference)
}
