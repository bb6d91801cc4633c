import { duration, text } from '../../../lib/client/format/number.ts'
import type { Latency } from '../../../lib/domain/graph/model.ts'

/** Percentiles by name; "latency" alone says nothing. */
export function LatencyLine({ latency, samples }: { latency: Latency | null; samples: number }) {
  if (latency === null) return null
  const parts = [
    ['p50', latency.p50],
    ['p95', latency.p95],
    ['p99', latency.p99],
    ['avg', latency.avg],
  ] as const
  return (
    <p className="mt-2 flex gap-3.5 text-small text-ink-3">
      {parts.map(([name, ms]) => (
        <span key={name} className="whitespace-nowrap">
          {name} <b className="font-medium text-ink-1">{text(duration(ms))}</b>
        </span>
      ))}
      <span className="ml-auto whitespace-nowrap">{samples} series</span>
    </p>
  )
}
