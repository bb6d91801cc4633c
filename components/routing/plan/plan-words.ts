import { clockTime } from '../../../lib/client/format/time.ts'
import type { PlanView } from '../../../lib/contract/plans.ts'
import { isActive, type GuardVerdict, type PlanGuard, type PlanStatus } from '../../../lib/domain/routing/plan/plan.ts'
import type { Status } from '../../ui/status-mark.tsx'

/** "6:40", "1:02:00": what is left, for a countdown. */
export function countdown(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds))
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  const two = (value: number) => String(value).padStart(2, '0')
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`
}

/** "90 s", "10 min", "1.5 h": a length as people say it. */
export function lengthText(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`
  if (seconds < 7200) return `${Math.round(seconds / 6) / 10} min`
  return `${Math.round(seconds / 360) / 10} h`
}

export function guardName(guard: PlanGuard): string {
  switch (guard.kind) {
    case 'success-delta':
      return 'Success delta'
    case 'latency-ratio':
      return `${guard.quantile} ratio`
    case 'objective':
      return 'Success rate'
  }
}

/** The limit as people write it: "-0.5 pt", "1.2 ×", "99.5 %". */
export function limitText(guard: PlanGuard): string {
  switch (guard.kind) {
    case 'success-delta':
      return `${round(guard.limit * 100)} pt`
    case 'latency-ratio':
      return `${guard.limit} ×`
    case 'objective':
      return `${round(guard.limit * 100)} %`
  }
}

export function valueText(guard: PlanGuard, { value }: GuardVerdict): string {
  if (value === null) return 'n/a'
  switch (guard.kind) {
    case 'success-delta':
      return `${value > 0 ? '+' : ''}${round(value * 100)} pt`
    case 'latency-ratio':
      return value.toFixed(2)
    case 'objective':
      return `${round(value * 100)} %`
  }
}

/** When a step's weights were written, and as which change; a step that an ended plan never came to says so. */
export function writtenText({ state }: Pick<PlanView, 'state'>, place: number): string {
  const written = state.events.findLast(({ kind, step }) => kind === 'written' && step === place)
  if (written === undefined)
    return isActive(state) && place >= state.step ? 'not yet' : place > state.step ? 'not reached' : 'n/a'
  const at = clockTime(written.at * 1000)
  return written.change === undefined ? `in place, ${at}` : `change ${written.change}, ${at}`
}

const verdictMarks: Record<GuardVerdict['verdict'], Status> = {
  pass: 'healthy',
  fail: 'failing',
  inconclusive: 'idle',
  waiting: 'unknown',
}
export function verdictMark({ verdict }: Pick<GuardVerdict, 'verdict'>): Status {
  return verdictMarks[verdict]
}

export function statusWords({ state, spec }: Pick<PlanView, 'state' | 'spec'>): string {
  const step = `step ${state.step + 1} of ${spec.steps.length}`
  switch (state.status) {
    case 'running':
      return state.stage === 'write' ? `${step}, writing` : `${step}, holding`
    case 'paused':
      return `${step}, paused`
    case 'rolling-back':
      return 'rolling back'
    case 'completed':
      return `passed, ${spec.steps.length} of ${spec.steps.length}`
    case 'rolled-back':
      return `rolled back in ${step}`
    case 'aborted':
      return `aborted in ${step}`
  }
}

const statusMarks: Record<PlanStatus, Status> = {
  running: 'healthy',
  paused: 'idle',
  'rolling-back': 'degraded',
  completed: 'healthy',
  'rolled-back': 'failing',
  aborted: 'idle',
}
export function statusMark(status: PlanStatus): Status {
  return statusMarks[status]
}

/** What a step waits for, in a sentence; null where nothing needs saying. */
export function holdSentence(plan: PlanView): { title: string; detail: string } | null {
  const { state, spec } = plan
  const step = spec.steps[state.step]
  if (!isActive(state) || state.status !== 'running' || state.stage !== 'hold' || step === undefined) return null
  if (state.countedFrom === null) {
    return {
      title: 'Waiting for the proxies.',
      detail: 'Requests count once the last one has acknowledged the weights.',
    }
  }
  if (state.verdicts.some(({ verdict }) => verdict === 'fail')) {
    return { title: 'A guard fails.', detail: 'A second judgement like this decides.' }
  }
  const missing = step.minRequests - state.candidateRequests
  if (state.judgedAt !== null && missing > 0) {
    const time =
      plan.evidenceLeftSeconds === null ? '' : `, at the present rate in about ${lengthText(plan.evidenceLeftSeconds)}`
    return {
      title: 'Inconclusive, so it holds.',
      detail: `${state.candidateRequests} of ${step.minRequests} requests${time}. Too little traffic never counts as a pass.`,
    }
  }
  const open = state.verdicts.filter(({ verdict }) => verdict === 'inconclusive').length
  if (open === 0) return null
  return {
    title: 'Inconclusive, so it holds.',
    detail: `${open} of ${state.verdicts.length} guards can’t be decided yet.`,
  }
}

/** What became of a plan and why, said once: "Paused by ops." needs no "Paused." before it. */
export function titled(
  title: string,
  { reason }: Pick<PlanView['state'], 'reason'>,
): { title: string; detail: string } {
  if (reason?.startsWith(`${title} by `) === true) return { title: reason, detail: '' }
  return { title: `${title}.`, detail: reason ?? '' }
}

/** "90 / 10" of the weights that an abort goes back to. */
export function originText({ origin }: Pick<PlanView, 'origin'>): string {
  return origin.weights.join(' / ')
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
