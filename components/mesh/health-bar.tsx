import type { Health } from '../../lib/domain/health/model.ts'
import { statusStyle } from '../ui/status-mark.tsx'

const order = ['failing', 'degraded', 'healthy', 'idle', 'unknown'] as const

/** One segment per status, worst first, and the worst in words. */
export function HealthBar({ counts }: { counts: Readonly<Record<string, number>> }) {
  const parts = order.map((status) => ({ status, count: counts[status] ?? 0 })).filter(({ count }) => count > 0)
  const [worst] = parts
  return (
    <span className="flex items-center gap-2">
      <span aria-hidden="true" className="flex h-2 w-[92px] gap-0.5">
        {parts.map(({ status, count }) => (
          <span
            key={status}
            style={{ flexGrow: count }}
            className={`min-w-2 rounded-[2px] ${statusStyle[status].bar} ${pattern[status] ?? ''}`}
          />
        ))}
      </span>
      <span className={`text-small ${worst === undefined ? 'text-ink-3' : statusStyle[worst.status].text}`}>
        {worst === undefined ? 'none' : `${worst.count} ${worst.status}`}
      </span>
    </span>
  )
}

/** Never colour alone: what is not healthy is also hatched or outlined. */
const pattern: Partial<Record<Health['status'], string>> = {
  failing: 'ring-1 ring-inset ring-ink-1',
  degraded: 'bg-[repeating-linear-gradient(135deg,transparent_0_3px,var(--canvas)_3px_5px)]',
}
