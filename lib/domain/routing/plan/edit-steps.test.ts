import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { command } from './commands.ts'
import { editSteps, type StepsEdit } from './edit-steps.ts'
import type { Plan, PlanState } from './plan.ts'
import { stepWeights } from './step-weights.ts'
import { aPlan, startedAt } from './testing.ts'

const by = { subject: 'ops', at: startedAt + 60 }
const step = (percent: number) => ({ percent, holdSeconds: 60, minRequests: percent === 0 ? 0 : 200 })
const inStep = (place: number, state: Partial<PlanState> = {}): Plan => {
  const plan = aPlan()
  return { ...plan, state: { ...plan.state, step: place, stage: 'hold', ...state } }
}
const edit = (change: Partial<StepsEdit> = {}): StepsEdit => ({ revision: 0, from: 1, steps: [step(40)], ...change })

describe('P14 editing the later steps of a plan', () => {
  it('replaces the steps that have not begun, counts the edit and says what became of what', () => {
    const result = editSteps(inStep(0), edit({ steps: [step(40), step(80)] }), by)
    if (result.type !== 'edited') throw new Error(result.message)
    expect(result.spec.steps.map(({ percent }) => percent)).toEqual([30, 40, 80])
    expect(result.state.revision).toBe(1)
    expect(result.state.events.at(-1)).toEqual({
      at: by.at,
      kind: 'edited',
      message: 'Later steps edited by ops: 50, 100 % became 40, 80 %.',
    })
  })

  it('may leave none, so that the plan ends with its present step', () => {
    const result = editSteps(inStep(1, { status: 'paused' }), edit({ from: 2, steps: [] }), by)
    expect(result).toMatchObject({ type: 'edited', spec: { steps: [{ percent: 30 }, { percent: 50 }] } })
  })

  it.each([
    ['a step that has begun', inStep(1), edit(), 'conflict', 'from'],
    ['a place past the end', inStep(0), edit({ from: 4 }), 'refused', 'from'],
    ['another revision', inStep(0, { revision: 1 }), edit(), 'conflict', 'revision'],
    ['a share that can’t be written', inStep(0), edit({ steps: [step(33.3)] }), 'refused', 'steps.0.percent'],
    [
      'requests of a candidate that gets nothing',
      inStep(0),
      edit({ steps: [{ ...step(0), minRequests: 9 }] }),
      'refused',
      'steps.0.minRequests',
    ],
    [
      'more steps than a plan may have',
      inStep(0),
      edit({ steps: Array.from({ length: 50 }, () => step(40)) }),
      'refused',
      'steps',
    ],
    ['a plan that is going back', inStep(0, { status: 'rolling-back' }), edit(), 'refused', 'steps'],
    ['a plan that has ended', inStep(2, { status: 'completed' }), edit({ from: 3 }), 'refused', 'steps'],
  ] as const)('refuses %s with the field', (...[, plan, asked, type, field]) => {
    expect(editSteps(plan, asked, by)).toMatchObject({ type, field })
  })

  it('never changes a step that has begun, nor the weights that they had', () => {
    const places = fc.integer({ min: 0, max: 2 })
    const steps = fc.array(fc.integer({ min: 0, max: 100 }).map(step), { maxLength: 6 })
    fc.assert(
      fc.property(places, places, steps, (present, from, drafted) => {
        const plan = inStep(present)
        const result = editSteps(plan, edit({ from, steps: drafted }), by)
        if (result.type !== 'edited') {
          expect(from).toBeLessThanOrEqual(present)
          return
        }
        for (let place = 0; place <= present; place++) {
          expect(stepWeights({ ...plan, spec: result.spec }, place)).toEqual(stepWeights(plan, place))
        }
      }),
    )
  })

  it('leaves a paused plan paused, to be continued as before', () => {
    const result = editSteps(inStep(0, { status: 'paused' }), edit(), by)
    if (result.type !== 'edited') throw new Error(result.message)
    const edited: Plan = { ...inStep(0), spec: result.spec, state: result.state }
    expect(command(edited, 'continue', by)).toMatchObject({ ok: true, state: { status: 'running', revision: 1 } })
  })
})
