import { eventually, type MeshState } from '../support/mesh-instance.ts'
import { callConsole } from './console-api.ts'
import type { Figure } from './figure.ts'

type Verification = {
  state: string
  n: number
  slices: { target: string; observed: number | null; low: number | null; high: number | null }[]
}
type Live = { resourceVersion: string }

/** Shifts through the console, as a person does, and watches its own verification converge within 30 s of the last ACK. */
export async function observedSplits(state: MeshState, runs: number): Promise<Figure[]> {
  const seconds: number[] = []
  let converged = 0
  for (let run = 0; run < runs; run++) {
    const [v1, v2] = run % 2 === 0 ? [50, 50] : [90, 10]
    const started = Date.now()
    const verification = await shift(state, v1, v2).catch(() => undefined)
    if (verification?.state === 'converged' && verification.n >= 200) converged += 1
    seconds.push((Date.now() - started) / 1000)
  }
  return [
    {
      name: `observed split inside its 95 % interval with n ≥ 200 within 30 s, of ${runs}`,
      value: converged,
      unit: 'runs',
      limit: { atLeast: Math.ceil(runs * 0.95) },
    },
    { name: 'slowest of these', value: Math.max(...seconds), unit: 's' },
  ]
}

async function shift(state: MeshState, v1: number, v2: number): Promise<Verification> {
  const live = await callConsole<Live>(state, '/api/config/VirtualService/bookinfo/reviews')
  const slices = [
    { destination: { host: 'reviews', subset: 'v1' }, weight: v1 },
    { destination: { host: 'reviews', subset: 'v2' }, weight: v2 },
  ]
  const { changeId } = await callConsole<{ changeId: string }>(state, '/api/changes', {
    kind: 'VirtualService',
    namespace: 'bookinfo',
    name: 'reviews',
    rule: 0,
    slices,
    resourceVersion: live.resourceVersion,
    dryRun: false,
    reason: 'bench',
  })
  return eventually('the observed split', 31_000, async () => {
    const { verification } = await callConsole<{ verification: Verification }>(state, `/api/changes/${changeId}`)
    return verification.state === 'converged' && verification.n >= 200 ? verification : undefined
  })
}
