import { Icon } from '../../ui/icon.tsx'
import { statusStyle, StatusMark } from '../../ui/status-mark.tsx'
import { shortName } from '../node-size.ts'
import type { Card } from '../model/graph-model.ts'

const mostBars = 12

/** A folded island: name, count, one bar per workload (worst first) and the worst mark. */
export function StackContent({ card }: { card: Card }) {
  return (
    <span className="flex min-w-0 flex-1 flex-col gap-0.5 text-left">
      <span className="flex items-center gap-1">
        <Icon name="chevronRight" size={12} className="text-ink-3" />
        <span className="graph-card-name flex-1 truncate">{shortName(card.title)}</span>
        {card.status === 'failing' || card.status === 'degraded' ? <StatusMark status={card.status} /> : null}
      </span>
      <span className="graph-card-metric pl-4">{card.metric}</span>
      <span className="flex gap-[3px] pl-4" aria-hidden="true">
        {card.inside.slice(0, mostBars).map((status, index) => (
          <span key={index} className={`h-1.5 min-w-1 flex-1 rounded-[2px] ${statusStyle[status].bar}`} />
        ))}
      </span>
    </span>
  )
}
