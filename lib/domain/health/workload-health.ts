import type { Health } from './model.ts'

export interface Replicas {
  readonly desired: number
  readonly ready: number
}

/** H3: a workload by its pods. Scaled to 0 it is idle; some missing degraded; none there failing. */
export function replicaHealth({ desired, ready }: Replicas): Health {
  if (desired === 0) return { status: 'idle', reasons: ['It is scaled to 0.'] }
  if (ready >= desired) return { status: 'healthy', reasons: [`${ready} of ${desired} pods are ready.`] }
  const reasons = [`Only ${ready} of ${desired} pods are ready.`]
  return ready === 0
    ? { status: 'failing', reasons: [`None of ${desired} pods is ready.`] }
    : { status: 'degraded', reasons }
}

/** H4: pods whose proxy is behind the control plane make a workload degraded; null when all are in step. */
export function proxyHealth(proxies: readonly { readonly pod: string; readonly state: string }[]): Health | null {
  const behind = proxies.filter(({ state }) => state === 'stale')
  if (behind.length === 0) return null
  const names = behind.map(({ pod }) => pod).join(', ')
  return { status: 'degraded', reasons: [`The proxy of ${names} has not taken the latest configuration.`] }
}
