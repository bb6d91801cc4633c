import type { Leases } from '../../domain/routing/plan/store.ts'
import type { Deps } from '../deps.ts'
import { runSequence } from '../routing/run-sequence.ts'
import { runPlan } from './run-plan.ts'

export interface Running {
  readonly deps: Deps
  readonly leases: Leases
  /** This process, as others see it. */
  readonly holder: string
  readonly onError: (error: unknown) => void
}

const LEASE = 'plans'
const INTERVAL_MS = 2000
/** Another console takes over when this one has been silent for so long. */
const TTL_MS = 15_000

/** Takes active plans, and sequences of writes, forward until stopped, while this process has the lease (P12). A failure is told and tried again. */
export function startPlanRunner(running: Running): () => Promise<void> {
  const { leases, holder, onError } = running
  let timer: ReturnType<typeof setTimeout> | undefined
  let isStopped = false
  let current: Promise<void> = Promise.resolve()
  const look = () => {
    current = pass(running, () => isStopped)
      .catch(onError)
      .then(() => {
        if (!isStopped) timer = setTimeout(look, INTERVAL_MS)
      })
  }
  look()
  return async () => {
    isStopped = true
    clearTimeout(timer)
    await current
    await leases.release(LEASE, holder).catch(() => undefined)
  }
}

async function pass({ deps, leases, holder, onError }: Running, isStopped: () => boolean): Promise<void> {
  const hasLease = () => leases.acquire(LEASE, { holder, nowMs: deps.now(), ttlMs: TTL_MS })
  if (!(await hasLease())) return
  for (const sequence of await deps.sequences.listActive()) {
    if (isStopped() || !(await hasLease())) return
    await runSequence(deps, sequence).catch(onError)
  }
  for (const plan of await deps.plans.listActive()) {
    if (isStopped() || !(await hasLease())) return
    await runPlan(deps, plan).catch(onError)
  }
}
