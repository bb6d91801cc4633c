import Link from 'next/link'
import type { InboundTraffic } from '../../../lib/contract/workloads.ts'
import { percent, text } from '../../../lib/client/format/number.ts'
import type { Scope } from '../../../lib/client/scope.ts'
import { Icon } from '../../ui/icon.tsx'
import { StatusMark, statusStyle } from '../../ui/status-mark.tsx'
import { badClass, rateOf } from './cells.tsx'
import { keyOf, type Listed, type Listing } from './listing.ts'

type NarrowListProps<Item extends Listed> = {
  listing: Pick<Listing<Item>, 'href' | 'noun'>
  items: readonly (Item & { inbound: InboundTraffic })[]
  scope: Scope
}

/** Rows of a hand's width: name over what is wrong with it, traffic over errors. */
export function NarrowList<Item extends Listed>({ listing, items, scope }: NarrowListProps<Item>) {
  return (
    <ul aria-label={`${listing.noun}s`}>
      {items.map((item) => (
        <li
          key={keyOf(item)}
          className="relative flex min-h-11 items-center gap-2.5 border-b border-line-subtle px-3 py-1.5 text-dense last:border-b-0"
        >
          <StatusMark status={item.health.status} label={item.health.status} />
          <span className="min-w-0 flex-1">
            <Link
              href={listing.href(item, scope)}
              prefetch={false}
              className="block truncate font-medium text-ink-1 before:absolute before:inset-0"
            >
              {item.name}
            </Link>
            <span
              className={`block truncate text-small ${isBad(item) ? statusStyle[item.health.status].text : 'text-ink-3'}`}
            >
              {isBad(item) ? item.health.reasons[0] : (item.namespace ?? item.health.status)}
            </span>
          </span>
          <span className="flex-none text-right">
            <span className="block">{text(rateOf(item.inbound))}</span>
            <span
              className={`block text-small ${(item.inbound.errorRatio ?? 0) > 0 ? badClass(item.health) : 'text-ink-3'}`}
            >
              {text(percent(item.inbound.errorRatio))}
            </span>
          </span>
          <Icon name="chevronRight" size={14} className="text-ink-3" />
        </li>
      ))}
    </ul>
  )
}

const isBad = ({ health }: Listed) => health.status === 'failing' || health.status === 'degraded'
