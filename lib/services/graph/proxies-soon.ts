import { setTimeout as delay } from 'node:timers/promises'
import type { ProxyStatus } from '../../sources/ports.ts'
import type { Deps } from '../deps.ts'

/** A graph does not wait longer for the control plane once its numbers are there. */
const PATIENCE_MS = 250
/** What is known where nobody was asked or answered in time. */
export const nobody: readonly ProxyStatus[] = []

/** How far the proxies have their configuration; empty where the control plane is not known, silent or slower than the metrics. */
export async function proxiesSoon(
  { controlPlane }: Deps,
  metrics: Promise<unknown>,
  signal?: AbortSignal,
): Promise<readonly ProxyStatus[]> {
  if (controlPlane === null) return nobody
  const asked = controlPlane.picture(signal).then(
    ({ proxies }) => proxies,
    () => nobody,
  )
  const tooLate = metrics.then(() => delay(PATIENCE_MS, nobody, { ref: false }))
  return Promise.race([asked, tooLate])
}
