import { pausedBecause, rollingBack, withEvent } from './advance.ts'
import { isActive, type Plan, type PlanState } from './plan.ts'

export type PlanCommand = 'pause' | 'continue' | 'abort'

export type CommandResult =
  { readonly ok: true; readonly state: PlanState } | { readonly ok: false; readonly message: string }

/** What a person may do to a plan, and what comes of it (P11). */
export function command(
  plan: Plan,
  verb: PlanCommand,
  by: { readonly subject: string; readonly at: number },
): CommandResult {
  const { state } = plan
  const { subject, at } = by
  if (!isActive(state)) return { ok: false, message: `plan ${plan.id} has ended: it is ${state.status}` }
  if (verb === 'abort') {
    if (state.status === 'rolling-back') return { ok: false, message: `plan ${plan.id} is being rolled back already` }
    return { ok: true, state: rollingBack(state, { ending: 'aborted', reason: `Aborted by ${subject}.`, at }) }
  }
  if (verb === 'pause') {
    if (state.status !== 'running')
      return { ok: false, message: `plan ${plan.id} is ${state.status}, it can't be paused` }
    return { ok: true, state: pausedBecause(state, `Paused by ${subject}.`, at) }
  }
  if (state.status !== 'paused')
    return { ok: false, message: `plan ${plan.id} is ${state.status}, there is nothing to continue` }
  // A plan that was paused on its way back goes on going back; verdicts from before the pause decide nothing any more.
  const status = state.ending === null ? 'running' : 'rolling-back'
  const next: PlanState = { ...state, status, reason: null, tickAt: at, judgedAt: null, verdicts: [] }
  return { ok: true, state: withEvent(next, { at, kind: 'continued', message: `Continued by ${subject}.` }) }
}
