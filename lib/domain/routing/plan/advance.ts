import { judgeGuard, type Evidence } from './guards.ts'
import type { GuardVerdict, Plan, PlanEvent, PlanState } from './plan.ts'
import { stepWeights } from './step-weights.ts'

/** Judgements that must agree before anything is decided (P7). */
export const WINDOWS_TO_DECIDE = 2
/** Events that a plan keeps. */
const KEPT_EVENTS = 200

/** What is known at a tick. Times are Unix seconds. */
export interface PlanFacts {
  readonly now: number
  /** The rule's weights as they are; null when the rule is gone or has other destinations. */
  readonly live: readonly number[] | null
  /** From when on requests of this step count; null while proxies are waited for. */
  readonly acknowledgedAt: number | null
  /** What both slices did since then; null when the metrics can't be had. */
  readonly evidence: Evidence | null
}

export type PlanAction =
  | { readonly type: 'none' }
  | { readonly type: 'write'; readonly weights: readonly number[]; readonly purpose: 'step' | 'roll-back' }

export interface Advance {
  readonly state: PlanState
  readonly action: PlanAction
}

/**
 * One look at a plan (P3-P10): what its state is now, and whether weights are to be written. Pure: the same facts always lead to
 * the same. Weights that somebody else changed are never written over.
 */
export function advance(plan: Plan, facts: PlanFacts): Advance {
  const { state } = plan
  switch (state.status) {
    case 'completed':
    case 'rolled-back':
    case 'aborted':
    case 'paused':
      return { state, action: none }
    case 'rolling-back':
      return rollBack(plan, facts)
    case 'running':
      return run(plan, facts)
  }
}

/** The state after the weights of an action were written as entry `changeId` of the ledger. */
export function afterWrite({ spec, state }: Plan, change: { readonly id: string; readonly at: number }): PlanState {
  const written = { ...state, changes: [...state.changes, change.id] }
  if (state.status === 'rolling-back') return ended(written, change.at)
  const message = `Step ${state.step + 1} of ${spec.steps.length} written as change ${change.id}.`
  return hold(
    withEvent(written, { at: change.at, kind: 'written', message, step: state.step, change: change.id }),
    change.at,
  )
}

/** A plan that stops where it is until a person decides (P8). */
export function pausedBecause(state: PlanState, reason: string, at: number): PlanState {
  return withEvent({ ...state, status: 'paused', reason, tickAt: null }, { at, kind: 'paused', message: reason })
}

/** A plan on its way back to the weights it began with. */
export function rollingBack(
  state: PlanState,
  of: { readonly ending: 'rolled-back' | 'aborted'; readonly reason: string; readonly at: number },
): PlanState {
  const next: PlanState = { ...state, status: 'rolling-back', stage: 'write', ending: of.ending, reason: of.reason }
  return withEvent(next, { at: of.at, kind: of.ending === 'aborted' ? 'aborted' : 'failed', message: of.reason })
}

export function withEvent(state: PlanState, event: PlanEvent): PlanState {
  return { ...state, events: [...state.events, event].slice(-KEPT_EVENTS) }
}

const none: PlanAction = { type: 'none' }

function run(plan: Plan, facts: PlanFacts): Advance {
  const { spec, state } = plan
  const { now, live } = facts
  if (live === null) return still(pausedBecause(state, ruleGone, now))
  if (now - state.startedAt > spec.maxDurationSeconds) {
    return still(failed(plan, `It has taken longer than its limit of ${spec.maxDurationSeconds} s.`, now))
  }
  const wanted = stepWeights(plan, state.step)
  if (state.stage === 'write') {
    if (isSame(live, wanted)) return still(foundInPlace(plan, now))
    const before = state.step === 0 ? plan.origin.weights : stepWeights(plan, state.step - 1)
    if (!isSame(live, before)) return still(pausedBecause(state, changedElsewhere, now))
    return { state: { ...state, tickAt: now }, action: { type: 'write', weights: wanted, purpose: 'step' } }
  }
  if (!isSame(live, wanted)) return still(pausedBecause(state, changedElsewhere, now))
  return still(judged(plan, held(state, facts), facts))
}

/** Only what the plan itself has written is taken back; anything else belongs to somebody and is left as it is (P9). */
function rollBack(plan: Plan, { live, now }: PlanFacts): Advance {
  const { state, origin } = plan
  const own = plan.spec.steps.slice(0, state.step + 1).map((_, step) => stepWeights(plan, step))
  if (live !== null && isSame(live, origin.weights)) return still(ended(state, now))
  if (live !== null && own.some((weights) => isSame(live, weights))) {
    return { state, action: { type: 'write', weights: origin.weights, purpose: 'roll-back' } }
  }
  const reason = live === null ? ruleGone : changedElsewhere
  // Whoever aborts wants it over; a plan that failed by itself waits for a person instead of claiming to be rolled back.
  return still(state.ending === 'aborted' ? ended(state, now, reason) : pausedBecause(state, reason, now))
}

const ruleGone = 'The rule is gone or has other destinations now.'
const changedElsewhere = 'Somebody else changed these weights, so nothing is written over them.'

/** The clock of the hold runs only while the plan runs. */
function held(state: PlanState, { now, acknowledgedAt }: PlanFacts): PlanState {
  const passed = state.tickAt === null ? 0 : Math.max(0, now - state.tickAt)
  return {
    ...state,
    heldSeconds: state.heldSeconds + passed,
    tickAt: now,
    countedFrom: state.countedFrom ?? acknowledgedAt,
  }
}

function judged(plan: Plan, state: PlanState, { now, evidence }: PlanFacts): PlanState {
  const { spec } = plan
  const step = spec.steps[state.step]
  if (step === undefined || state.countedFrom === null) return state
  if (state.judgedAt !== null && now - state.judgedAt < spec.windowSeconds) return state
  if (evidence === null) return { ...state, judgedAt: now, verdicts: spec.guards.map(() => unknown) }
  const hasStable = (stepWeights(plan, state.step)[plan.origin.stablePlace] ?? 0) > 0
  const verdicts = spec.guards.map((guard, place): GuardVerdict => {
    const judgement = judgeGuard(guard, evidence, { minRequests: step.minRequests, hasStable })
    const last = state.verdicts[place]
    return { ...judgement, windows: last?.verdict === judgement.verdict ? last.windows + 1 : 1 }
  })
  const next: PlanState = { ...state, judgedAt: now, verdicts, candidateRequests: evidence.candidate.requests }
  const failing = verdicts.findIndex(({ verdict, windows }) => verdict === 'fail' && windows >= WINDOWS_TO_DECIDE)
  if (failing >= 0) {
    const reason = `Guard ${failing + 1} failed in step ${state.step + 1}: ${verdicts[failing]?.reason ?? ''}.`
    return failed({ ...plan, state: next }, reason, now)
  }
  return isPassed(plan, next) ? passed(plan, next, now) : next
}

/** A step ends when its hold is over, it has its requests, and every guard that can be judged has passed twice in a row (P4). */
function isPassed({ spec }: Plan, state: PlanState): boolean {
  const step = spec.steps[state.step]
  if (step === undefined || state.heldSeconds < step.holdSeconds) return false
  if (state.candidateRequests < step.minRequests) return false
  if (step.percent === 0) return true
  return state.verdicts.every(
    ({ verdict, windows }) => verdict === 'waiting' || (verdict === 'pass' && windows >= WINDOWS_TO_DECIDE),
  )
}

function passed({ spec }: Plan, state: PlanState, now: number): PlanState {
  const message = `Step ${state.step + 1} of ${spec.steps.length} passed with ${state.candidateRequests} requests.`
  const told = withEvent(state, { at: now, kind: 'passed', message })
  if (state.step + 1 < spec.steps.length) {
    return { ...told, step: state.step + 1, stage: 'write', stepAt: now, ...fresh, tickAt: now }
  }
  const end = { at: now, kind: 'ended' as const, message: 'Every step passed.' }
  return withEvent({ ...told, status: 'completed', reason: null, tickAt: null }, end)
}

function failed({ spec, state }: Plan, reason: string, at: number): PlanState {
  switch (spec.onFailure) {
    case 'roll-back':
      return rollingBack(state, { ending: 'rolled-back', reason, at })
    case 'pause':
      return pausedBecause(withEvent(state, { at, kind: 'failed', message: reason }), reason, at)
  }
}

function hold(state: PlanState, at: number): PlanState {
  return { ...state, stage: 'hold', stepAt: at, ...fresh, tickAt: at }
}

/**
 * The step's weights are there without a note of this plan: they were there before, or the console ended right after it had
 * written them (P10). The step then began no later than the write, so that its acknowledgement is recognised.
 */
function foundInPlace({ spec, state }: Plan, at: number): PlanState {
  const message = `Step ${state.step + 1} of ${spec.steps.length} has its weights in place.`
  const told = withEvent(state, { at, kind: 'written', message, step: state.step })
  return { ...hold(told, at), stepAt: state.stepAt }
}

function ended(state: PlanState, at: number, message = 'The weights are what they were before the plan.'): PlanState {
  const status = state.ending ?? 'rolled-back'
  return withEvent({ ...state, status, stage: 'hold', tickAt: null }, { at, kind: 'ended', message })
}

const fresh = { countedFrom: null, heldSeconds: 0, judgedAt: null, candidateRequests: 0, verdicts: [] }
const unknown: GuardVerdict = {
  verdict: 'inconclusive',
  value: null,
  low: null,
  high: null,
  n: 0,
  reason: 'The metrics can’t be had now.',
  windows: 1,
}

function still(state: PlanState): Advance {
  return { state, action: none }
}

function isSame(left: readonly number[], right: readonly number[]): boolean {
  return left.length === right.length && left.every((weight, place) => weight === right[place])
}
