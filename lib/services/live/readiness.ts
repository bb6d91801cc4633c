import type { ReadyzResponse } from '../../contract/readiness.ts'
import type { Deps } from '../deps.ts'

/** Every source as it is now: those that were not asked lately are asked first. */
export async function askReadiness(deps: Deps): Promise<ReadyzResponse> {
  await deps.probeSources()
  return readinessOf(deps)
}

/** Every source as the console last saw it. */
export function readinessOf(deps: Deps): ReadyzResponse {
  const sources = [...deps.sourceStates()]
  return { status: sources.every(({ state }) => state !== 'failing') ? 'ready' : 'degraded', sources }
}
