import { withEvent } from './advance.ts'
import { isActive, type Plan, type PlanSpec, type PlanState, type PlanStep } from './plan.ts'
import { stepFault } from './step-weights.ts'
import { totalOf } from '../weights.ts'

/** Other steps from a place on, as drafted on one revision of the plan. */
export interface StepsEdit {
  readonly revision: number
  /** Place of the first step that is replaced; all before it stay. */
  readonly from: number
  readonly steps: readonly PlanStep[]
}

export type EditResult =
  | { readonly type: 'edited'; readonly spec: PlanSpec; readonly state: PlanState }
  | { readonly type: 'conflict'; readonly field: string; readonly message: string }
  | { readonly type: 'refused'; readonly field: string; readonly message: string }

/** Replaces the steps of a plan that have not begun, while it runs or is paused (P14). `at` in Unix seconds. */
export function editSteps(
  plan: Plan,
  edit: StepsEdit,
  by: { readonly subject: string; readonly at: number },
): EditResult {
  const { spec, state, origin } = plan
  if (!isActive(state) || state.status === 'rolling-back') {
    return {
      type: 'refused',
      field: 'steps',
      message: `plan ${plan.id} is ${state.status}: its steps are what they were`,
    }
  }
  if (edit.revision !== state.revision) {
    const message = `revision is ${edit.revision}: the steps were edited since, it is ${state.revision} now`
    return { type: 'conflict', field: 'revision', message }
  }
  if (edit.from <= state.step) {
    const message = `from is ${edit.from}: step ${state.step + 1} has begun, so the first that can be edited is ${state.step + 1}`
    return { type: 'conflict', field: 'from', message }
  }
  if (edit.from > spec.steps.length) {
    return { type: 'refused', field: 'from', message: `from is ${edit.from}: the plan has ${spec.steps.length} steps` }
  }
  const fault = stepFault(edit.steps, totalOf(origin.weights))
  if (fault !== null) return { type: 'refused', ...fault }
  const steps = [...spec.steps.slice(0, edit.from), ...edit.steps]
  if (steps.length > MOST_STEPS) {
    return {
      type: 'refused',
      field: 'steps',
      message: `the plan would have ${steps.length} steps: at most ${MOST_STEPS}`,
    }
  }
  const message = `Later steps edited by ${by.subject}: ${percents(spec.steps.slice(edit.from))} became ${percents(edit.steps)}.`
  const edited = { ...state, revision: state.revision + 1 }
  return { type: 'edited', spec: { ...spec, steps }, state: withEvent(edited, { at: by.at, kind: 'edited', message }) }
}

/** "30, 50, 100 %"; "nothing" without any. */
function percents(steps: readonly PlanStep[]): string {
  return steps.length === 0 ? 'nothing' : `${steps.map(({ percent }) => percent).join(', ')} %`
}

const MOST_STEPS = 50
