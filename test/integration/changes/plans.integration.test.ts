import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { planRequest, type PlanView } from '../../../lib/contract/plans.ts'
import { startPlanRunner } from '../../../lib/services/plans/plan-runner.ts'
import { controlPlan } from '../../../lib/services/plans/control-plan.ts'
import { createPlan } from '../../../lib/services/plans/create-plan.ts'
import { editPlanSteps } from '../../../lib/services/plans/edit-plan-steps.ts'
import { getPlan } from '../../../lib/services/plans/get-plan.ts'
import { runPlan } from '../../../lib/services/plans/run-plan.ts'
import type { PlanStore, StoredPlan } from '../../../lib/domain/routing/plan/store.ts'
import { verifyPending } from '../../../lib/services/changes/verify-pending.ts'
import { until } from '../../../mesh/cluster/api/testing/cluster-under-test.ts'
import { ChangeBench } from './change-bench.ts'

const bench = new ChangeBench()
beforeAll(() => bench.start())
afterAll(() => bench.stop())

const step = (percent: number) => ({ percent, holdSeconds: 20, minRequests: 100 })
const request = (change: object = {}) =>
  planRequest.parse({
    namespace: 'bookinfo',
    name: 'reviews',
    rule: 'main',
    candidate: { host: 'reviews', subset: 'v2' },
    stable: { host: 'reviews', subset: 'v1' },
    steps: [step(30), step(50)],
    guards: [{ kind: 'success-delta', limit: -0.005 }],
    onFailure: 'roll-back',
    windowSeconds: 10,
    maxDurationSeconds: 3600,
    ...change,
  })

/** Lets the test's time pass in ticks of 5 s, with requests at both versions and every write acknowledged at once. */
async function pass(id: string, seconds: number): Promise<PlanView> {
  const from = bench.nowMs / 1000
  const span = { from, to: from + seconds + 30 }
  bench.metrics.add('v1', { ...span, perSecond: 40 })
  bench.metrics.add('v2', { ...span, perSecond: 20 })
  for (let passed = 0; passed < seconds; passed += 5) {
    bench.nowMs += 5000
    bench.controlPlane.answer = { allAckedAt: bench.nowMs / 1000, total: 2, waiting: [] }
    await verifyPending(bench.deps())
    const plan = await bench.stores.plans.get(id)
    if (plan !== null) await runPlan(bench.deps(), plan)
  }
  return getPlan(bench.call({ id }))
}

/** Writes the step and ends before that is noted. */
async function dieAfterWriting(plan: StoredPlan): Promise<void> {
  const { plans } = bench.stores
  let saves = 0
  const save: PlanStore['save'] = (...saved) =>
    ++saves > 1 ? Promise.reject(new Error('killed')) : plans.save(...saved)
  const dying = Object.assign(Object.create(plans) as PlanStore, { save })
  await expect(runPlan(bench.deps({ plans: dying }), plan)).rejects.toThrow('killed')
}

describe('a staged plan on the server', () => {
  it('P1 is refused with the field where it does not fit', async () => {
    await bench.reset()
    await expect(createPlan(bench.call(request({ rule: 'nobody' })))).rejects.toMatchObject({ field: 'rule' })
    await expect(createPlan(bench.call(request({ steps: [step(25)] })))).rejects.toMatchObject({
      field: 'steps.0.percent',
    })
    const reader = { principal: { canWrite: false } }
    await expect(createPlan(bench.call(request(), reader))).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect(await bench.stores.plans.listActive()).toEqual([])
  })

  it('P2 P4 P12 writes step after step by the guarded path, each with an entry and its reason, and ends', async () => {
    await bench.reset()
    const { id } = await createPlan(bench.call(request()))
    await expect(createPlan(bench.call(request()))).rejects.toMatchObject({ code: 'CONFLICT' })
    const plan = await pass(id, 150)
    expect(plan.state).toMatchObject({ status: 'completed', step: 1 })
    expect(await bench.weights()).toEqual([5, 5])
    const entries = await bench.ledger.list({
      kind: 'VirtualService',
      namespace: 'bookinfo',
      name: 'reviews',
      limit: 2,
    })
    expect(entries.map(({ reason, actor }) => [reason, actor])).toEqual([
      [`Plan ${id}, step 2 of 2`, `token, plan ${id}`],
      [`Plan ${id}, step 1 of 2`, `token, plan ${id}`],
    ])
  })

  it('P9 leaves the weights of somebody else alone, and aborting it leaves them too', async () => {
    await bench.reset()
    const { id } = await createPlan(bench.call(request()))
    await pass(id, 10)
    expect(await bench.weights()).toEqual([7, 3])
    const path = '/spec/http/1/route/0/weight'
    await bench.cluster.run(`patch vs reviews -n bookinfo --type=json -p [{"op":"replace","path":"${path}","value":4}]`)
    expect((await pass(id, 10)).state).toMatchObject({ status: 'paused' })
    await controlPlan(bench.call({ id, command: 'abort' }))
    expect((await pass(id, 5)).state.status).toBe('aborted')
    expect(await bench.weights()).toEqual([4, 3])
  })

  it('P11 goes back to the weights from before when it is aborted', async () => {
    await bench.reset()
    const { id } = await createPlan(bench.call(request()))
    await pass(id, 10)
    await controlPlan(bench.call({ id, command: 'pause' }))
    await expect(controlPlan(bench.call({ id, command: 'pause' }))).rejects.toMatchObject({ field: 'command' })
    await controlPlan(bench.call({ id, command: 'abort' }))
    expect((await pass(id, 5)).state.status).toBe('aborted')
    expect(await bench.weights()).toEqual([9, 1])
  })

  it('P3 P10 counts a step from its own acknowledgement when the console died right after its write', async () => {
    await bench.reset()
    const { id } = await createPlan(
      bench.call(request({ steps: [30, 50].map((percent) => ({ ...step(percent), holdSeconds: 0 })) })),
    )
    let plan = await pass(id, 5)
    const first = plan.state.changes
    while ((await bench.weights()).join() !== '5,5') {
      const stored = await bench.stores.plans.get(id)
      if (stored?.state.step === 1) await dieAfterWriting(stored)
      else await pass(id, 5)
    }
    const writtenAt = bench.nowMs / 1000
    plan = await pass(id, 10)
    expect(plan.state).toMatchObject({ step: 1, stage: 'hold', changes: first })
    expect(plan.state.countedFrom).toBeGreaterThanOrEqual(writtenAt)
    expect((await pass(id, 60)).state.status).toBe('completed')
  })

  it('P14 takes other steps from where it has not begun, once, and goes through them', async () => {
    await bench.reset()
    const { id } = await createPlan(bench.call(request()))
    await pass(id, 10)
    const edit = { id, revision: 0, from: 1, steps: [step(60), step(20)] }
    const edited = await editPlanSteps(bench.call(edit))
    expect(edited.weights).toEqual([
      [7, 3],
      [4, 6],
      [8, 2],
    ])
    await expect(editPlanSteps(bench.call(edit))).rejects.toMatchObject({ code: 'CONFLICT', field: 'revision' })
    const begun = { ...edit, revision: 1, from: 0 }
    await expect(editPlanSteps(bench.call(begun))).rejects.toMatchObject({ code: 'CONFLICT', field: 'from' })
    const reader = { principal: { canWrite: false } }
    await expect(editPlanSteps(bench.call(edit, reader))).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect((await pass(id, 240)).state).toMatchObject({ status: 'completed', step: 2 })
    expect(await bench.weights()).toEqual([8, 2])
  })

  it('P12 is run by one console at a time; another one takes over when that one is gone', async () => {
    await bench.reset()
    const { leases } = bench.stores
    const of = (holder: string, nowMs: number) => leases.acquire('plans', { holder, nowMs, ttlMs: 15_000 })
    expect([await of('one', 1000), await of('two', 2000), await of('one', 9000)]).toEqual([true, false, true])
    expect([await of('two', 23_000), await of('two', 24_000), await of('one', 25_000)]).toEqual([false, true, false])
    await leases.release('plans', 'two')
    const { id } = await createPlan(bench.call(request()))
    const errors: unknown[] = []
    const stop = startPlanRunner({
      deps: bench.deps(),
      leases,
      holder: 'three',
      onError: (error) => errors.push(error),
    })
    await until('the first step', async () => (await bench.weights()).join() === '7,3')
    await stop()
    expect(errors).toEqual([])
    expect(await of('one', bench.nowMs)).toBe(true)
    expect((await getPlan(bench.call({ id }))).state).toMatchObject({ status: 'running', stage: 'hold' })
  })
})
