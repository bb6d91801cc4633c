import type { Health, HealthStatus } from './model.ts'
import { worstOf } from './request-health.ts'

/** One of several that are judged together. */
export interface GroupMember {
  readonly name: string
  readonly health: Health
}

/** So many of the worst are named with their reasons; the rest are counted. */
const NAMED = 3

const words: Readonly<Record<HealthStatus, string>> = {
  healthy: 'healthy',
  degraded: 'degraded',
  failing: 'failing',
  idle: 'idle',
  unknown: 'of unknown health',
}

/**
 * H8: the health of what runs in a namespace: the worst status, how many have it, and where that is bad, the first of them
 * by name. A sentence of one workload never stands for all.
 */
export function groupHealth(workloads: readonly GroupMember[]): Health {
  if (workloads.length === 0) return { status: 'idle', reasons: ['Nothing runs here.'] }
  const { status } = worstOf(workloads.map(({ health }) => health))
  const worst = workloads.filter(({ health }) => health.status === status)
  const counted = `${worst.length} of ${workloads.length} workloads ${worst.length === 1 ? 'is' : 'are'} ${words[status]}.`
  if (status !== 'degraded' && status !== 'failing') return { status, reasons: [counted] }
  const named = worst.slice(0, NAMED).map(({ name, health }) => `${name}: ${health.reasons.join(' ')}`)
  const more = worst.length - named.length
  return { status, reasons: [counted, ...named, ...(more > 0 ? [`And ${more} more.`] : [])] }
}
