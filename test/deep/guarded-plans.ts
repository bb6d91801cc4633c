import type { PlanSpec } from '../../lib/domain/routing/plan/plan.ts'
import type { Figure } from '../bench/figure.ts'
import { scalar } from '../bench/console-api.ts'
import { reviewsRoute } from '../bench/reviews-route.ts'
import { kubectl } from '../support/kubectl.ts'
import { eventually, type MeshInstance, type MeshState } from '../support/mesh-instance.ts'
import { throughPlan, type ToldPlan } from './plan-calls.ts'

const runs = 20
const BAD_RATIO = 0.1
const PLAN_LIMIT_MS = 180_000

/** A version with 10 % errors goes back within its first step, every time. */
export async function badVersion({ state }: MeshInstance): Promise<Figure[]> {
  await setFailRatio(state, BAD_RATIO)
  const plans = await runPlans(state, 'bad')
  const caught = plans.filter(({ state: { status, step } }) => status === 'rolled-back' && step === 0)
  return [
    {
      name: `bad versions (10 % errors) rolled back within one step, of ${runs}`,
      value: caught.length,
      unit: 'runs',
      limit: { atLeast: runs },
    },
    { name: 'slowest roll-back of a bad version, from the begin of its plan', value: slowest(plans), unit: 's' },
  ]
}

/** A good version is never taken back. */
export async function goodVersion({ state }: MeshInstance): Promise<Figure[]> {
  await setFailRatio(state, 0)
  const plans = await runPlans(state, 'good')
  return [
    {
      name: `good versions never rolled back, of ${runs}`,
      value: plans.filter(({ state: { status } }) => status === 'completed').length,
      unit: 'runs',
      limit: { atLeast: runs },
    },
    { name: 'slowest pass of a good version through one step', value: slowest(plans), unit: 's' },
  ]
}

async function runPlans(state: MeshState, quality: 'bad' | 'good'): Promise<ToldPlan[]> {
  const route = await reviewsRoute(state)
  const plans: ToldPlan[] = []
  for (let run = 0; run < runs; run++) {
    await route.setWeights([90, 10])
    const plan = await throughPlan(state, specOf(`${quality} ${run}`), PLAN_LIMIT_MS)
    plans.push(plan)
    const { status, reason } = plan.state
    process.stdout.write(`${quality} version ${run + 1} of ${runs}: ${status}, ${reason ?? 'no reason'}\n`)
  }
  return plans
}

/** The guards of the templates but for latency: v2 does more work than v1 by design. */
function specOf(reason: string): PlanSpec {
  const step = (percent: number) => ({ percent, holdSeconds: 5, minRequests: 100 })
  return {
    namespace: 'bookinfo',
    name: 'reviews',
    rule: 'http/0',
    candidate: { host: 'reviews', subset: 'v2' },
    stable: { host: 'reviews', subset: 'v1' },
    steps: reason.startsWith('bad') ? [step(50), step(80)] : [step(50)],
    guards: [
      { kind: 'success-delta', limit: -0.005 },
      { kind: 'objective', limit: 0.995 },
    ],
    onFailure: 'roll-back',
    windowSeconds: 5,
    maxDurationSeconds: 600,
    reason,
  }
}

function slowest(plans: readonly ToldPlan[]): number {
  return Math.max(...plans.map(({ state: { events, startedAt } }) => (events.at(-1)?.at ?? startedAt) - startedAt))
}

/** Rolls reviews v2 out with this share of errors and waits until its callers see it so. */
async function setFailRatio(state: MeshState, ratio: number): Promise<void> {
  const deployment = ['deployment/reviews-v2', '-n', 'bookinfo']
  const commands = [
    ['set', 'env', ...deployment, `FAIL_RATIO=${ratio}`],
    ['rollout', 'status', ...deployment, '--timeout=60s'],
  ]
  for (const command of commands) {
    const { code, errors } = await kubectl(state.kubeconfig, command)
    if (code !== 0) throw new Error(errors)
  }
  const errors =
    'sum(rate(istio_requests_total{reporter="source",destination_workload="reviews-v2",response_code="500"}[10s])) / sum(rate(istio_requests_total{reporter="source",destination_workload="reviews-v2"}[10s]))'
  await eventually(`reviews v2 with errors in ${ratio * 100} %`, 90_000, async () => {
    const seen = await scalar(state, errors)
    return (ratio === 0 ? seen === 0 : seen > ratio / 2) ? true : undefined
  })
}
