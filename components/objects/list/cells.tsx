import type { InboundTraffic } from '../../../lib/contract/workloads.ts'
import { bytesPerSecond, duration, percent, perSecond, text, type Quantity } from '../../../lib/client/format/number.ts'
import type { Health } from '../../../lib/domain/health/model.ts'
import { MtlsShare, mtlsStateOf } from '../../mesh/mtls-share.tsx'
import { QuantityText } from '../../mesh/quantity.tsx'
import type { Column } from './listing.ts'

type Trafficked = { health: Health; inbound: InboundTraffic }

/** Requests, or bytes where only TCP was reported. */
export function rateOf({ rps, bytesPerSecond: bytes }: InboundTraffic): Quantity {
  return rps === null && bytes !== null ? bytesPerSecond(bytes) : perSecond(rps)
}

/** Bad values in status text and semibold. */
export function badClass({ status }: Health): string {
  if (status === 'failing') return 'font-semibold text-failing-text'
  return status === 'degraded' ? 'font-semibold text-degraded-text' : 'text-ink-1'
}

/** The columns that every kind has: what enters it. */
export const trafficColumns: readonly Column<Trafficked>[] = [
  {
    id: 'in',
    label: 'In',
    end: true,
    sort: ({ inbound }) => inbound.rps ?? (inbound.bytesPerSecond === null ? null : 0),
    text: ({ inbound }) => text(rateOf(inbound)),
    cell: ({ inbound }) => <QuantityText quantity={rateOf(inbound)} className="text-ink-1" />,
  },
  {
    id: 'errors',
    label: 'Errors',
    end: true,
    sort: ({ inbound }) => inbound.errorRatio,
    text: ({ inbound }) => text(percent(inbound.errorRatio)),
    cell: ({ inbound, health }) => (
      <span className={(inbound.errorRatio ?? 0) > 0 ? badClass(health) : ''}>
        <QuantityText quantity={percent(inbound.errorRatio)} />
      </span>
    ),
  },
  {
    id: 'p95',
    label: 'p95',
    end: true,
    sort: ({ inbound }) => inbound.p95Ms,
    text: ({ inbound }) => text(duration(inbound.p95Ms)),
    cell: ({ inbound }) => <QuantityText quantity={duration(inbound.p95Ms)} className="text-ink-1" />,
  },
  {
    id: 'mtls',
    label: 'mTLS',
    sort: ({ inbound }) => inbound.mtlsRatio,
    text: ({ inbound }) => text(percent(inbound.mtlsRatio)),
    cell: ({ inbound }) => <MtlsShare state={mtlsStateOf(inbound.mtlsRatio)} ratio={inbound.mtlsRatio} compact />,
  },
]

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
