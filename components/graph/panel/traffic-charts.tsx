'use client'
import { TimeSeries } from '../../charts/time-series.tsx'
import { PanelSection } from '../../ui/panel.tsx'
import { bytesPerSecond, duration, percent, perSecond, text } from '../../../lib/client/format/number.ts'
import type { TrafficSeries } from '../../../lib/contract/edge.ts'
import { errorShares } from './edge-facts.ts'

/** Rate, errors and percentiles over the window, with one crosshair. */
export function TrafficCharts({
  series,
  tcp,
  syncId,
  changesOf = [],
}: {
  series: TrafficSeries | null
  tcp: boolean
  syncId: string
  /** Names of the objects whose changes are marked as theirs. */
  changesOf?: readonly string[]
}) {
  if (series === null) return <p className="p-4 text-dense text-ink-3">No course was reported for this window.</p>
  const common = { times: series.times, syncId, changesOf }
  if (tcp) {
    return (
      <PanelSection title="Bytes per second">
        <TimeSeries
          {...common}
          label="Bytes per second"
          lines={[{ id: 'bytes', name: 'bytes', colour: 'series-3', values: series.bytesPerSecond }]}
          format={(value) => text(bytesPerSecond(value))}
        />
      </PanelSection>
    )
  }
  return (
    <>
      <PanelSection title="Requests per second">
        <TimeSeries
          {...common}
          label="Requests per second"
          lines={[{ id: 'rps', name: 'requests', colour: 'series-1', values: series.rps }]}
          format={(value) => text(perSecond(value))}
        />
      </PanelSection>
      <PanelSection title="Errors">
        <TimeSeries
          {...common}
          label="Share of failed requests"
          lines={[{ id: 'errors', name: 'errors', colour: 'status-failing', values: errorShares(series) }]}
          format={(value) => text(percent(value))}
        />
      </PanelSection>
      <PanelSection title="Duration">
        <TimeSeries
          {...common}
          label="Duration of answers"
          lines={[
            { id: 'p50', name: 'p50', colour: 'series-3', values: series.p50 },
            { id: 'p95', name: 'p95', colour: 'series-5', values: series.p95 },
            { id: 'p99', name: 'p99', colour: 'series-2', values: series.p99 },
          ]}
          format={(value) => text(duration(value))}
        />
      </PanelSection>
    </>
  )
}
