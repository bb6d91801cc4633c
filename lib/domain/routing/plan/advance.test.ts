import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { advance, afterWrite, type PlanFacts } from './advance.ts'
import { command } from './commands.ts'
import { isActive, type Plan, type PlanSpec } from './plan.ts'
import { stepWeights } from './step-weights.ts'
import { aPlan, evidenceOf, startedAt } from './testing.ts'

/** A plan on a mesh that does what it is told: every write is made, acknowledged and counted. */
class Mesh {
  plan: Plan
  live: readonly number[] | null
  now = startedAt
  evidence: PlanFacts['evidence'] = evidenceOf(500, 0)
  isAcknowledged = true
  writes: (readonly number[])[] = []

  constructor(plan: Plan) {
    this.plan = plan
    this.live = plan.origin.weights
  }

  tick(seconds: number): this {
    this.now += seconds
    const { state, action } = advance(this.plan, {
      now: this.now,
      live: this.live,
      acknowledgedAt: this.isAcknowledged ? this.plan.state.stepAt : null,
      evidence: this.evidence,
    })
    this.plan = { ...this.plan, state }
    if (action.type === 'write') {
      this.live = action.weights
      this.writes.push(action.weights)
      this.plan = { ...this.plan, state: afterWrite(this.plan, { id: String(this.writes.length), at: this.now }) }
    }
    return this
  }

  run(seconds: number, until: () => boolean = () => false): this {
    for (let passed = 0; passed < seconds && !until(); passed += 5) this.tick(5)
    return this
  }

  get status() {
    return this.plan.state.status
  }
}

const on = (change: Partial<PlanSpec> = {}, weights?: readonly number[]) => new Mesh(aPlan(change, weights))

describe('a plan', () => {
  it('P2 goes through its steps and ends; the others keep their ratio', () => {
    const mesh = on({}, [60, 10, 30]).run(600)
    expect(mesh.status).toBe('completed')
    expect(mesh.writes).toEqual([
      [47, 30, 23],
      [33, 50, 17],
      [0, 100, 0],
    ])
  })

  it('P4 holds a step for its time, and longer while requests are missing', () => {
    const mesh = on()
    mesh.evidence = evidenceOf(38, 0)
    mesh.run(3000)
    expect(mesh.plan.state).toMatchObject({ status: 'running', step: 0, stage: 'hold' })
    expect(mesh.plan.state.verdicts.map(({ verdict }) => verdict)).toEqual(Array(4).fill('inconclusive'))
    mesh.evidence = evidenceOf(400, 0)
    mesh.run(60)
    expect(mesh.plan.state.step).toBe(1)
  })

  it('P4 does not end a step before its hold is over, however good it is', () => {
    expect(on().run(60).plan.state.step).toBe(0)
  })

  it('P7 rolls back a version with 10 % errors within its first step, after two judgements', () => {
    const mesh = on()
    mesh.evidence = evidenceOf(300, 30)
    mesh.run(600, () => !isActive(mesh.plan.state))
    expect(mesh.status).toBe('rolled-back')
    expect(mesh.plan.state.step).toBe(0)
    expect(mesh.live).toEqual([90, 10])
    expect(mesh.plan.state.reason).toContain('Guard 1 failed in step 1')
  })

  it('P7 is not moved by one bad judgement between good ones', () => {
    const mesh = on().run(10)
    for (const failed of [60, 0, 60, 0, 60, 0]) {
      mesh.evidence = evidenceOf(300, failed)
      mesh.run(30)
    }
    expect(mesh.status).toBe('running')
    expect(mesh.writes).toHaveLength(1)
  })

  it('P8 pauses instead where that was asked for, and continues from there', () => {
    const mesh = on({ onFailure: 'pause' })
    mesh.evidence = evidenceOf(300, 30)
    mesh.run(120)
    expect(mesh.status).toBe('paused')
    expect(mesh.live).toEqual([70, 30])
    mesh.evidence = evidenceOf(600, 0)
    const continued = command(mesh.plan, 'continue', { subject: 'token', at: mesh.now })
    if (!continued.ok) throw new Error(continued.message)
    mesh.plan = { ...mesh.plan, state: continued.state }
    expect(mesh.run(900).status).toBe('completed')
  })

  it('P3 does not count before the proxies have acknowledged', () => {
    const mesh = on()
    mesh.isAcknowledged = false
    mesh.run(600)
    expect(mesh.plan.state).toMatchObject({ status: 'running', step: 0, verdicts: [], countedFrom: null })
  })

  it('P8 holds while the metrics can’t be had, and goes on when they come back', () => {
    const mesh = on()
    mesh.evidence = null
    expect(mesh.run(600).plan.state).toMatchObject({ status: 'running', step: 0 })
    mesh.evidence = evidenceOf(500, 0)
    expect(mesh.run(120).plan.state.step).toBeGreaterThan(0)
  })

  it('P9 never writes over weights that somebody else changed', () => {
    const mesh = on().run(20)
    mesh.live = [55, 45]
    mesh.run(60)
    expect(mesh.status).toBe('paused')
    expect(mesh.plan.state.reason).toContain('Somebody else changed')
    const aborted = command(mesh.plan, 'abort', { subject: 'token', at: mesh.now })
    if (aborted.ok) mesh.plan = { ...mesh.plan, state: aborted.state }
    expect(mesh.run(10).status).toBe('aborted')
    expect(mesh.live).toEqual([55, 45])
  })

  it('P9 is paused where its rule is gone', () => {
    const mesh = on().run(20)
    mesh.live = null
    expect(mesh.run(5).status).toBe('paused')
  })

  it('P10 finds after a crash that its write was made, and does not write twice', () => {
    const mesh = on()
    mesh.live = stepWeights(mesh.plan, 0)
    mesh.run(5)
    expect(mesh.writes).toEqual([])
    // The step counts from its own begin, so that the acknowledgement of the write before the crash is recognised.
    expect(mesh.plan.state).toMatchObject({ stage: 'hold', stepAt: startedAt })
    expect(mesh.plan.state.events.at(-1)).toMatchObject({ kind: 'written', step: 0 })
  })

  it('ends as failed when it takes longer than its limit', () => {
    const mesh = on({ maxDurationSeconds: 300 })
    mesh.evidence = evidenceOf(10, 0)
    expect(mesh.run(400).status).toBe('rolled-back')
    expect(mesh.plan.state.events.some(({ message }) => message.includes('longer than its limit of 300 s'))).toBe(true)
  })

  it('P6 ends a step of 100 % by its requests and its objective alone', () => {
    const mesh = on({ steps: [{ percent: 100, holdSeconds: 30, minRequests: 200 }] })
    mesh.evidence = { ...evidenceOf(500, 0), stable: { requests: 0, failed: 0, latency: null } }
    expect(mesh.run(200).status).toBe('completed')
  })

  it('takes a first step of nothing for nothing to prove (blue/green)', () => {
    const steps = [
      { percent: 0, holdSeconds: 0, minRequests: 0 },
      { percent: 100, holdSeconds: 30, minRequests: 200 },
    ]
    const mesh = on({ steps }, [100, 0])
    mesh.evidence = { ...evidenceOf(500, 0), stable: { requests: 500, failed: 0, latency: null } }
    expect(mesh.run(300).status).toBe('completed')
    expect(mesh.writes).toEqual([[0, 100]])
  })
})

describe('P11 what a person may do', () => {
  const by = { subject: 'token', at: startedAt + 5 }

  it.each(['completed', 'rolled-back', 'aborted'] as const)('nothing once it is %s', (status) => {
    const plan = aPlan()
    const ended = { ...plan, state: { ...plan.state, status } }
    for (const verb of ['pause', 'continue', 'abort'] as const) expect(command(ended, verb, by).ok).toBe(false)
  })

  it('pause, continue and abort where they make sense', () => {
    const plan = aPlan()
    expect(command(plan, 'continue', by).ok).toBe(false)
    const paused = command(plan, 'pause', by)
    expect(paused.ok && paused.state.status).toBe('paused')
    const aborted = command(plan, 'abort', by)
    expect(aborted.ok && aborted.state).toMatchObject({ status: 'rolling-back', ending: 'aborted' })
  })
})

const events = fc.array(
  fc.record({
    seconds: fc.integer({ min: 1, max: 60 }),
    requests: fc.integer({ min: 0, max: 600 }),
    failed: fc.integer({ min: 0, max: 60 }),
    isBlind: fc.boolean(),
    isAcknowledged: fc.boolean(),
    // Most ticks are quiet; a few bring a person, a stranger, or a write that gets lost.
    what: fc.constantFrom('', '', '', '', '', '', 'pause', 'continue', 'abort', 'stranger', 'lost-write'),
  }),
  { minLength: 5, maxLength: 30 },
)

describe('10,000 random runs', () => {
  it('write nothing but the weights of the next step or those from before, never over a stranger’s, and end for good', () => {
    fc.assert(
      fc.property(events, fc.constantFrom('roll-back', 'pause'), (run, onFailure) => {
        const mesh = on({ onFailure })
        let stranger: readonly number[] | null = null
        for (const { seconds, requests, failed, isBlind, isAcknowledged, what } of run) {
          const before = mesh.plan
          mesh.evidence = isBlind ? null : evidenceOf(requests, Math.min(requests, failed))
          mesh.isAcknowledged = isAcknowledged
          if (what === 'pause' || what === 'continue' || what === 'abort') {
            const result = command(mesh.plan, what, { subject: 'token', at: mesh.now })
            if (result.ok) mesh.plan = { ...mesh.plan, state: result.state }
          } else if (what === 'stranger') {
            stranger = [33, 67]
            mesh.live = stranger
          } else if (what === 'lost-write') {
            const { action } = advance(mesh.plan, {
              now: mesh.now,
              live: mesh.live,
              acknowledgedAt: null,
              evidence: null,
            })
            if (action.type === 'write') mesh.live = action.weights
          }
          const count = mesh.writes.length
          mesh.tick(seconds)
          const written = mesh.writes.at(-1)
          if (mesh.writes.length > count) {
            const allowed = [mesh.plan.origin.weights, stepWeights(mesh.plan, mesh.plan.state.step)]
            expect(allowed).toContainEqual(written)
            expect(stranger).toBeNull()
          }
          if (stranger !== null) expect(mesh.live).toBe(stranger)
          if (!isActive(before.state)) expect(mesh.plan.state).toEqual(before.state)
          expect(mesh.plan.state.step - before.state.step).toBeGreaterThanOrEqual(0)
          expect(mesh.plan.state.step - before.state.step).toBeLessThanOrEqual(1)
          // No step is left forwards without its requests.
          if (mesh.plan.state.step > before.state.step) expect(requests).toBeGreaterThanOrEqual(200)
          if (mesh.status === 'rolled-back' && stranger === null) expect(mesh.live).toEqual(mesh.plan.origin.weights)
        }
      }),
      { numRuns: 10_000 },
    )
  })
})
