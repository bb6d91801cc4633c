import type { InboundTraffic } from '../../../lib/contract/workloads.ts'
import type { FindSubject } from '../../../lib/domain/graph/find-expression/evaluate.ts'
import type { Health } from '../../../lib/domain/health/model.ts'

type Thing = { name: string; namespace?: string; health: Health; inbound: InboundTraffic }

/** What a listed thing of any kind is found by; `own` adds what only its kind has. */
export function thingSubject(
  { name, namespace, health, inbound }: Thing,
  labels: Readonly<Record<string, string>>,
  own: Partial<FindSubject> = {},
): FindSubject {
  const { rps, errorRatio, p95Ms, bytesPerSecond, mtlsRatio } = inbound
  const { status } = health
  return {
    texts: { name: [name], ns: [namespace ?? name], status: [status], ...own.texts },
    numbers: { rps, errors: errorRatio, p95: p95Ms, bytes: bytesPerSecond, mtls: mtlsRatio, ...own.numbers },
    flags: {
      healthy: status === 'healthy',
      degraded: status === 'degraded',
      failing: status === 'failing',
      idle: status === 'idle',
      traffic: (rps ?? 0) > 0 || (bytesPerSecond ?? 0) > 0,
      mtls: (mtlsRatio ?? 0) > 0,
      ...own.flags,
    },
    labels: [labels],
  }
}
