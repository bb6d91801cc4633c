import { setTimeout as delay } from 'node:timers/promises'
import type { PlanSpec } from '../../lib/domain/routing/plan/plan.ts'
import type { Figure } from '../bench/figure.ts'
import { failedRequests } from '../bench/propagation.ts'
import type { MeshInstance, MeshState } from '../support/mesh-instance.ts'
import { SeededRandom } from '../support/random.ts'
import { kill } from './kill.ts'
import { throughPlan } from './plan-calls.ts'
import { routeTwoSubsets, steered, subsetsOf, type Steered } from './two-subsets.ts'
import { watchWeights } from './weights-seen.ts'

const plans = 50
/** Shares of the candidate that the plans of a route take in turn, two a plan. */
const shares = [
  [30, 50],
  [20, 10],
] as const
const allowed = new Set(['90/10', ...shares.flat().map((share) => `${100 - share}/${share}`)])
const PLAN_LIMIT_MS = 180_000
/** Apart so far, consoles come to write something between two deaths. */
const KILL_EVERY_MS = { least: 8_000, most: 26_000 }

/** Staged plans on four routes at once, under traffic, while consoles and control planes are killed at random moments. */
export async function killedPlans({ state, dir }: MeshInstance): Promise<Figure[]> {
  await routeTwoSubsets(state)
  const failed = await failedRequests(state)
  const watch = watchWeights(state)
  const killer = startKiller(dir)
  const completed = await Promise.all(
    steered.map((name, place) =>
      runPlans(state, name, Math.floor((plans + steered.length - 1 - place) / steered.length)),
    ),
  )
  const kills = await killer.stop()
  // The last answers are scraped by then.
  await delay(5_000)
  const foreign = [...watch.stop().values()].flat().filter((weights) => !allowed.has(weights))
  if (foreign.length > 0) process.stdout.write(`weights that no plan asked for: ${foreign.join(' ')}\n`)
  return [
    {
      name: `failed requests over ${plans} staged plans with random kills`,
      value: (await failedRequests(state)) - failed,
      unit: '',
      limit: { atMost: 0 },
    },
    {
      name: `staged plans that went on after every kill and completed, of ${plans}`,
      value: completed.reduce((sum, count) => sum + count, 0),
      unit: '',
      limit: { atLeast: plans },
    },
    { name: 'versions of these routes that no plan asked for', value: foreign.length, unit: '', limit: { atMost: 0 } },
    { name: 'consoles killed meanwhile', value: kills.console, unit: '' },
    { name: 'control planes killed meanwhile', value: kills['control-plane'], unit: '' },
  ]
}

/** How many plans of one route completed. */
async function runPlans(state: MeshState, name: Steered, count: number): Promise<number> {
  let completed = 0
  for (let index = 0; index < count; index++) {
    const plan = await throughPlan(state, specOf(name, index), PLAN_LIMIT_MS)
    const { status, reason } = plan.state
    if (status === 'completed') completed += 1
    process.stdout.write(`${name} plan ${index + 1} of ${count}: ${status}${reason === null ? '' : `, ${reason}`}\n`)
  }
  return completed
}

function specOf(name: Steered, index: number): PlanSpec {
  const { host, stable, candidate } = subsetsOf(name)
  const step = (percent: number) => ({ percent, holdSeconds: 2, minRequests: 20 })
  return {
    namespace: 'bookinfo',
    name,
    rule: 'main',
    candidate: { host, subset: candidate },
    stable: { host, subset: stable },
    steps: (shares[index % shares.length] ?? []).map(step),
    guards: [],
    onFailure: 'roll-back',
    windowSeconds: 5,
    maxDurationSeconds: 600,
    reason: `deep ${name} ${index}`,
  }
}

function startKiller(dir: string) {
  const random = new SeededRandom(9)
  const kills = { console: 0, 'control-plane': 0 }
  const stopped = new AbortController()
  const run = async () => {
    while (!stopped.signal.aborted) {
      await delay(random.integer(KILL_EVERY_MS.least, KILL_EVERY_MS.most), undefined, { signal: stopped.signal })
      // In turn, at random moments: a draw might spare one of them for long.
      const name = kills.console <= kills['control-plane'] ? 'console' : 'control-plane'
      if (!kill(dir, name)) continue
      kills[name] += 1
      process.stdout.write(`killed the ${name}\n`)
    }
  }
  const running = run().catch((error: unknown) => {
    if (!stopped.signal.aborted) process.stdout.write(`the killer ended: ${String(error)}\n`)
  })
  return {
    stop: async () => {
      stopped.abort()
      await running
      return kills
    },
  }
}
