import type { Deps } from '../deps.ts'
import { settleInterrupted } from './settle-interrupted.ts'
import { verifyPending } from './verify-pending.ts'

/** How often running verifications look again. */
const INTERVAL_MS = 2000

/**
 * Verifies in the background until stopped: what the ledger says is pending, so a restarted console goes on with it;
 * first it completes what an ended one left open.
 * `onError` hears of a ledger that fails; the next look is made all the same.
 */
export function startVerifier(deps: Deps, onError: (error: unknown) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let stopped = false
  let isSettled = false
  const since = deps.now() / 1000
  const look = async () => {
    try {
      if (!isSettled) await settleInterrupted(deps)
      isSettled = true
      await verifyPending(deps, since)
    } catch (error) {
      onError(error)
    }
    if (!stopped) timer = setTimeout(() => void look(), INTERVAL_MS)
  }
  void look()
  return () => {
    stopped = true
    clearTimeout(timer)
  }
}
