import type { ChangeRequest } from '../../contract/changes.ts'
import { HeddleError, messageOf } from '../../domain/model/heddle-error.ts'
import type { Principal } from '../../domain/model/principal.ts'
import {
  advance,
  afterWrite,
  pausedBecause,
  withEvent,
  type PlanAction,
  type PlanFacts,
} from '../../domain/routing/plan/advance.ts'
import type { PlanState } from '../../domain/routing/plan/plan.ts'
import type { StoredPlan } from '../../domain/routing/plan/store.ts'
import { sameDestination, type Rule } from '../../domain/routing/rules.ts'
import { resolveTarget } from '../../domain/routing/targets.ts'
import { ruleIn } from '../../domain/routing/weight-changes.ts'
import { acknowledgementOf } from '../changes/acknowledgement.ts'
import { applyChange, isoTime } from '../changes/apply-change.ts'
import { apiVersionOf } from '../changes/changeable-kinds.ts'
import { readClusterFacts } from '../changes/cluster-facts.ts'
import type { Deps } from '../deps.ts'
import { planEvidence } from './plan-evidence.ts'

/**
 * Takes one active plan one look further. The state is saved before anything is written, so a command that came in between
 * stops the write; every write takes the guarded path (P10, P12). @throws HeddleError when cluster or ledger do not answer
 */
export async function runPlan(deps: Deps, plan: StoredPlan): Promise<void> {
  const { namespace, name } = plan.spec
  const live = await deps.kubernetes.read({ kind: 'VirtualService', namespace, name })
  const rule = ruleOf(plan, live)
  const facts = await factsOf(deps, plan, rule)
  const { state, action } = advance(plan, facts)
  if (!(await deps.plans.save(plan, state))) return
  const saved = { ...plan, state, version: plan.version + 1 }
  if (action.type === 'none' || rule === null || live === null) return
  const next = await write(deps, saved, { action, rule, resourceVersion: live.metadata.resourceVersion })
  if (next !== null) await deps.plans.save(saved, next)
}

/** The plan's rule with the destinations that it was made for; null where they are others by now. */
function ruleOf({ spec, origin }: StoredPlan, object: unknown): Rule | null {
  const rule = ruleIn(object, ({ reference }) => reference === spec.rule)
  if (rule === null || rule.slices.length !== origin.weights.length) return null
  const candidate = rule.slices[origin.candidatePlace]?.destination
  const stable = rule.slices[origin.stablePlace]?.destination
  if (!candidate || !stable) return null
  return sameDestination(candidate, spec.candidate) && sameDestination(stable, spec.stable) ? rule : null
}

async function factsOf(deps: Deps, plan: StoredPlan, rule: Rule | null): Promise<PlanFacts> {
  const now = deps.now() / 1000
  const live = rule?.slices.map(({ effective }) => effective) ?? null
  const base: PlanFacts = { now, live, acknowledgedAt: null, evidence: null }
  const { state, spec } = plan
  if (rule === null || state.status !== 'running' || state.stage !== 'hold') return base
  const acknowledgedAt = state.countedFrom ?? (await acknowledgement(deps, plan, now))
  const isDue = state.judgedAt === null || now - state.judgedAt >= spec.windowSeconds
  if (acknowledgedAt === null || !isDue) return { ...base, acknowledgedAt }
  return { ...base, acknowledgedAt, evidence: await evidenceOf(deps, plan, acknowledgedAt) }
}

/** When the proxies had the step's weights: by the entry of its write, or since the step began where there is none of it. */
async function acknowledgement(deps: Deps, { spec, state }: StoredPlan, now: number): Promise<number | null> {
  const written = state.events.findLast(({ kind }) => kind === 'written')?.change
  const entry = written === undefined ? null : await deps.ledger.get(written)
  const { namespace, name } = spec
  const object = { apiVersion: apiVersionOf('VirtualService'), kind: 'VirtualService', namespace, name }
  const begun = isoTime(state.stepAt * 1000)
  const { since } = await acknowledgementOf(deps, entry ?? { object, at: begun, appliedAt: begun })
  return since !== null && since <= now ? since : null
}

/** Null where the metrics can't be had: the plan holds. */
async function evidenceOf(deps: Deps, { spec }: StoredPlan, since: number): Promise<PlanFacts['evidence']> {
  try {
    const facts = await readClusterFacts(deps.kubernetes)
    const target = (destination: typeof spec.candidate) => resolveTarget(destination, spec.namespace, facts)
    const slices = { candidate: target(spec.candidate), stable: target(spec.stable) }
    return await planEvidence(deps, slices, { since, now: deps.now() / 1000 })
  } catch {
    return null
  }
}

interface Writing {
  readonly action: Extract<PlanAction, { type: 'write' }>
  readonly rule: Rule
  readonly resourceVersion: string
}

/** The state after the write; null where it is to be tried again at the next look. */
async function write(
  deps: Deps,
  plan: StoredPlan,
  { action, rule, resourceVersion }: Writing,
): Promise<PlanState | null> {
  const { spec, state } = plan
  const input: ChangeRequest = {
    kind: 'VirtualService',
    namespace: spec.namespace,
    name: spec.name,
    rule: spec.rule,
    slices: rule.slices.map(({ destination }, place) => ({ destination, weight: action.weights[place] ?? 0 })),
    resourceVersion,
    dryRun: false,
    reason: reasonOf(plan, action),
  }
  try {
    const answer = await applyChange({ deps, principal: principalOf(plan), input })
    return afterWrite(plan, { id: answer.changeId ?? '', at: deps.now() / 1000 })
  } catch (error) {
    return refusal(state, error, deps.now() / 1000)
  }
}

/** What a failed write means: another version or a source that is away is tried again, a refusal needs a person. */
function refusal(state: PlanState, error: unknown, at: number): PlanState | null {
  const code = error instanceof HeddleError ? error.code : 'INTERNAL'
  switch (code) {
    case 'CONFLICT':
    case 'SOURCE_UNAVAILABLE':
    case 'RATE_LIMITED':
    case 'INTERNAL':
      return null
    case 'INVALID':
    case 'UNPROCESSABLE':
    case 'UNAUTHENTICATED':
    case 'FORBIDDEN':
    case 'NOT_FOUND':
    case 'TOO_LARGE':
    case 'SOURCE_REFUSED': {
      const message = `The write was refused: ${messageOf(error)}`
      return pausedBecause(withEvent(state, { at, kind: 'refused', message }), message, at)
    }
  }
}

function reasonOf({ id, spec, state }: StoredPlan, { purpose }: { readonly purpose: 'step' | 'roll-back' }): string {
  const why = spec.reason === null || spec.reason === '' ? '' : `: ${spec.reason}`
  return purpose === 'step'
    ? `Plan ${id}, step ${state.step + 1} of ${spec.steps.length}${why}`
    : `Plan ${id} takes its weights back. ${state.reason ?? ''}`.trim()
}

/** A plan writes with the rights of whoever made it. */
function principalOf({ id, origin }: StoredPlan): Principal {
  const subject = `${origin.createdBy}, plan ${id}`
  return { subject, kind: 'token', namespaces: origin.namespaces, canWrite: true, expiresAt: null }
}
