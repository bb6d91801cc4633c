import { Sparkline } from '../../charts/sparkline.tsx'
import { Tile } from '../../ui/tile.tsx'
import { bytesPerSecond, duration, percent, perSecond } from '../../../lib/client/format/number.ts'
import type { TrafficSeries } from '../../../lib/contract/edge.ts'
import { errorShares } from './edge-facts.ts'

export type RedNumbers = {
  rps: number | null
  errorRatio: number | null
  p95Ms: number | null
  bytesPerSecond: number | null
}

/** Rate, errors, duration with their course; TCP has bytes alone. */
export function RedTiles({
  numbers,
  series,
  tcp,
}: {
  numbers: RedNumbers
  series: TrafficSeries | null
  tcp: boolean
}) {
  const bytes = bytesPerSecond(numbers.bytesPerSecond)
  if (tcp) {
    return (
      <Tile name="Bytes" value={bytes.value} unit={bytes.unit}>
        {series === null ? null : <Sparkline values={series.bytesPerSecond} colour="series-3" />}
      </Tile>
    )
  }
  const rate = perSecond(numbers.rps)
  const errors = percent(numbers.errorRatio)
  const p95 = duration(numbers.p95Ms)
  return (
    <div className="grid grid-cols-3 gap-2">
      <Tile name="Requests" value={rate.value} unit={rate.unit}>
        {series === null ? null : <Sparkline values={series.rps} />}
      </Tile>
      <Tile name="Errors" value={errors.value} unit={errors.unit}>
        {series === null ? null : <Sparkline values={errorShares(series)} colour="status-failing" />}
      </Tile>
      <Tile name="p95" value={p95.value} unit={p95.unit}>
        {series === null ? null : <Sparkline values={series.p95} colour="series-5" />}
      </Tile>
    </div>
  )
}
