import type { NodeBadge } from '../../../lib/domain/graph/model.ts'
import { Icon, type IconName } from '../../ui/icon.tsx'

export const badgeMeaning: Record<NodeBadge, { icon: IconName; word: string }> = {
  'virtual-service': { icon: 'routing', word: 'has a route' },
  'traffic-shifting': { icon: 'routing', word: 'traffic is split' },
  'request-routing': { icon: 'filter', word: 'routes by request' },
  mirroring: { icon: 'mirror', word: 'traffic is mirrored' },
  'fault-injection': { icon: 'bolt', word: 'faults are injected' },
  timeout: { icon: 'clock', word: 'has a timeout' },
  'circuit-breaker': { icon: 'pause', word: 'has a circuit breaker' },
  gateway: { icon: 'gateway', word: 'is a gateway' },
  'no-sidecar': { icon: 'warning', word: 'has no proxy' },
  'traffic-source': { icon: 'play', word: 'sends traffic into the mesh' },
  'workload-entry': { icon: 'external', word: 'runs outside of the cluster' },
}

/** Facts worth a badge, most telling first; a split says more than "has a route". */
const rank: readonly NodeBadge[] = [
  'no-sidecar',
  'fault-injection',
  'traffic-shifting',
  'mirroring',
  'request-routing',
  'circuit-breaker',
  'timeout',
  'virtual-service',
  'workload-entry',
]

const most = 3

/** What is drawn of the badges: at most three, then "+n". The kind's own badges say nothing new. */
export function shownBadges(badges: readonly NodeBadge[]): { shown: readonly NodeBadge[]; more: number } {
  const split = badges.includes('traffic-shifting') || badges.includes('request-routing')
  const telling = rank.filter((badge) => badges.includes(badge) && !(badge === 'virtual-service' && split))
  return { shown: telling.slice(0, most), more: Math.max(0, telling.length - most) }
}

/** 16 px discs on the top edge of a card, right to left. */
export function Badges({ badges }: { badges: readonly NodeBadge[] }) {
  const { shown, more } = shownBadges(badges)
  if (shown.length === 0) return null
  return (
    <span className="absolute -top-2 -right-0.5 flex flex-row-reverse gap-0.5" aria-hidden="true">
      {shown.map((badge) => (
        <span
          key={badge}
          title={badgeMeaning[badge].word}
          className="grid size-4 place-items-center rounded-full border border-line-strong bg-overlay text-ink-2"
        >
          <Icon name={badgeMeaning[badge].icon} size={10} />
        </span>
      ))}
      {more === 0 ? null : (
        <span className="h-4 rounded-full border border-line-strong bg-overlay px-1 text-label leading-[14px]">
          +{more}
        </span>
      )}
    </span>
  )
}
