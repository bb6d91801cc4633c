import type { ReadyzResponse } from '../../contract/readiness.ts'
import type { Deps } from '../deps.ts'

/** Every source as the console sees it. */
export function readinessOf(deps: Deps): ReadyzResponse {
  const sources = [...deps.sourceStates()]
  return { status: sources.every(({ state }) => state !== 'failing') ? 'ready' : 'degraded', sources }
}
