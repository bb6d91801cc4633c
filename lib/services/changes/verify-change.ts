import type { Change } from '../../domain/changes/change.ts'
import { messageOf } from '../../domain/model/heddle-error.ts'
import { attributeCounts } from '../../domain/routing/attribution.ts'
import { rulesOf, type Rule } from '../../domain/routing/rules.ts'
import { resolveTarget, type Target } from '../../domain/routing/targets.ts'
import {
  DEADLINE_SECONDS,
  judge,
  replacedElsewhere,
  type CountedUnit,
  type Verification,
} from '../../domain/routing/verification.ts'
import { virtualServiceSchema } from '../../domain/routing/virtual-service.ts'
import { ruleIn, shiftedRule } from '../../domain/routing/weight-changes.ts'
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
 * @param watchingSince Unix seconds since when this process has looked; deadlines do not run while nobody looks
 */
export async function verifyChange(deps: Deps, change: Change, watchingSince = 0): Promise<VerificationStep | null> {
  const rule = shiftedRule(change.before, change.after)
  const { verification } = change
  if (!rule || !verification || verification.state !== 'pending') return null
  const now = deps.now() / 1000
  const appliedAt = Date.parse(change.appliedAt ?? change.at) / 1000
  // A console that was away gets the whole time again: a verdict on its first look would be one on nothing.
  const elapsedSeconds = now - Math.max(appliedAt, watchingSince)
  if (await isReplaced(deps, change, rule)) {
    return { verification: replacedElsewhere(verification), acknowledgedAt: change.acknowledgedAt, proxies: null }
  }
  try {
    const { acknowledgement, since, total } = await acknowledgementOf(deps, change)
    const targets = await targetsOf(deps, change, rule)
    const counts =
      since === null ? targets.map(() => 0) : await countsSince(deps, targets, { since, now, unit: verification.unit })
    const judged = judge({
      unit: verification.unit,
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

/** Whether the object has other weights by now than the change left: seen by the watch, and confirmed past it. */
async function isReplaced({ kubernetes }: Deps, change: Change, left: Rule): Promise<boolean> {
  const { namespace, name } = change.object
  const items = kubernetes.snapshot('VirtualService').items
  const watched = items.find(({ metadata }) => metadata.namespace === namespace && metadata.name === name)
  if (!hasOtherWeights(watched, left)) return false
  try {
    return hasOtherWeights(await kubernetes.read({ kind: 'VirtualService', namespace, name }), left)
  } catch {
    return false
  }
}

function hasOtherWeights(object: unknown, left: Rule): boolean {
  const now = ruleIn(object, (rule) => rule.reference === left.reference)
  if (!now || now.slices.length !== left.slices.length) return false
  return now.slices.some((slice, place) => slice.effective !== left.slices[place]?.effective)
}

async function targetsOf(deps: Deps, change: Change, rule: Rule): Promise<Target[]> {
  const facts = await readClusterFacts(deps.kubernetes)
  return rule.slices.map(({ destination }) => resolveTarget(destination, change.object.namespace, facts))
}

async function countsSince(
  deps: Deps,
  targets: readonly Target[],
  span: { readonly since: number; readonly now: number; readonly unit: CountedUnit },
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
