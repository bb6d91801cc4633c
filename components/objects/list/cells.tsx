import type { InboundTraffic } from '../../../lib/contract/workloads.ts'
import { bytesPerSecond, perSecond, type Quantity } from '../../../lib/client/format/number.ts'
import type { Health } from '../../../lib/domain/health/model.ts'

/** Requests, or bytes where only TCP was reported. */
export function rateOf({ rps, bytesPerSecond: bytes }: InboundTraffic): Quantity {
  return rps === null && bytes !== null ? bytesPerSecond(bytes) : perSecond(rps)
}

/** Bad values in status text and semibold. */
export function badClass({ status }: Health): string {
  if (status === 'failing') return 'font-semibold text-failing-text'
  return status === 'degraded' ? 'font-semibold text-degraded-text' : 'text-ink-1'
}

/** Ready of wanted; too few stand out. */
export function Ready({ ready, wanted }: { ready: number; wanted: number }) {
  return <span className={ready < wanted ? 'font-semibold text-degraded-text' : ''}>{`${ready} of ${wanted}`}</span>
}

/** A day, for the column of when something was made. */
export function dayOf(createdAt: string | null): string {
  return createdAt === null ? 'n/a' : createdAt.slice(0, 10)
}

/** `a=b, c=d`, or the word for none. */
export function pairs(record: Readonly<Record<string, string>>): string {
  const texts = Object.entries(record).map(([key, value]) => `${key}=${value}`)
  return texts.length === 0 ? 'none' : texts.join(', ')
}
